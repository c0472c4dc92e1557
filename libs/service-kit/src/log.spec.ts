import { withCorrelation } from '@encaisse/messaging';
import { QueryFailedError } from 'typeorm';
import { createLog } from './log.js';

describe('a log line', () => {
  const logged = (facts: object): string => {
    let line = '';
    withCorrelation('click-0001', () =>
      createLog('register-service', 'info', { write: (text) => (line += text) }).info(facts, 'said'),
    );
    return line;
  };

  it('carries the correlation id of its request', () => {
    expect(JSON.parse(logged({ jobId: 'j' }))).toMatchObject({ correlationId: 'click-0001', jobId: 'j' });
  });

  it.each(['password', 'newPassword', 'pin', 'credential', 'tillCredential', 'connectionToken'])(
    'never tells a %s',
    (name) => {
      const line = logged({ [name]: 'S3cret!', request: { [name]: 'S3cret!' } });
      expect(line).not.toContain('S3cret!');
    },
  );

  it('tells why a statement failed, and none of its values', () => {
    const driverError = Object.assign(new Error('Deadlock found'), {
      errno: 1213,
      sql: "INSERT INTO register_seller_secrets VALUES ('$argon2id$1')",
    });
    const statement = 'INSERT INTO register_seller_secrets VALUES (?)';
    const line = logged({ err: new QueryFailedError(statement, ['$argon2id$1'], driverError) });
    expect(line).not.toContain('argon2id');
    expect(JSON.parse(line).err).toMatchObject({ message: 'Deadlock found', errno: 1213, query: statement });
  });
});
