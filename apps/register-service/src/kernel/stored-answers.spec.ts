import { digestOf } from './stored-answers.js';

const subject = 'encaisse.cmd.register.open.v1';
const body = {
  tillCredential: 'one',
  idempotencyKey: 'key',
  registerId: 'register-1',
  seller: { code: 'R01', password: 'one' },
  lines: [{ pin: '1', barcode: '123' }],
};

describe('what makes a command the same one', () => {
  it('is not its secrets, however deep they lie, nor the order of its members', () => {
    const { registerId, ...others } = body;
    const again = {
      registerId,
      ...others,
      tillCredential: 'two',
      seller: { password: 'two', code: 'R01' },
      lines: [{ pin: '2', barcode: '123' }],
    };
    expect(digestOf(subject, again)).toBe(digestOf(subject, body));
  });

  it.each([
    ['who asks', { ...body, seller: { code: 'R02', password: 'one' } }],
    ['what is asked about', { ...body, registerId: 'register-2' }],
    ['the order of a list', { ...body, lines: [...body.lines, { pin: '1', barcode: '124' }] }],
  ])('is %s', (_what, other) => {
    expect(digestOf(subject, other)).not.toBe(digestOf(subject, body));
  });

  it('is what is asked', () => {
    expect(digestOf('encaisse.cmd.register.export.v1', body)).not.toBe(digestOf(subject, body));
  });
});
