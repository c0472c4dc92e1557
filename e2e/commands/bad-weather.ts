import { createConnection } from 'mysql2/promise';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../../tools/demo-day/src/api.js';
import type { Desk } from '../support/desk.js';
import type { StoreAtWork } from '../support/store-at-work.js';
import { until } from '../support/until.js';
import type { HeadOfficeAtWork } from './head-office-at-work.js';

/** A PIN that was given twice would be told twice: nothing but its key keeps this command from being done again. */
const pinOf = ({ storeId }: StoreAtWork) => `/stores/${storeId}/sellers/RESP/pin`;

/** What is asked of a store that does not answer, or whose answer nobody hears. */
export function badWeather(house: () => HeadOfficeAtWork): void {
  const settled = (operator: Desk, commandId: string) =>
    until('the store has answered', async () => {
      const command = await operator.command(commandId);
      return command.state === 'SENT' || command.nextAttemptAt !== null ? undefined : command;
    });

  it('is pending while the store is away, and done once when it is back; or never, if it was withdrawn', async () => {
    const [operator, other] = house().operators;
    const { stack, tills, watch } = house();
    const [commandId, withdrawnId] = [uuidv7(), uuidv7()];
    await stack.supervisor.takeAway('register-service');
    const asked = await Promise.all([
      operator.askOnce(pinOf(tills.lille), {}, commandId),
      operator.askOnce(pinOf(tills.lyon), {}, withdrawnId),
    ]);
    const pending = { status: 504, code: 'COMMAND_PENDING' };
    expect(asked).toEqual([pending, pending]);
    expect(await operator.command(commandId)).toMatchObject({ state: 'SENT', answer: null });
    expect(await other.askOnce(`/commands/${withdrawnId}/withdraw`, {}, uuidv7())).toMatchObject({
      status: 200,
    });
    await stack.supervisor.bringBack('register-service');

    const command = await settled(operator, commandId);
    expect(command).toMatchObject({ state: 'DONE', administrator: operator.name });
    expect(command.attempts).toBeGreaterThan(1);
    // Whoever comes back with the key is told the PIN, and no other one is made.
    expect((await operator.askOnce(pinOf(tills.lille), {}, commandId)).status).toBe(201);
    const withdrawn = await settled(operator, withdrawnId);
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', withdrawn: { by: other.name } });
    const late = await operator.askOnce(pinOf(tills.lyon), {}, withdrawnId);
    expect(late).toEqual({ status: 409, code: 'COMMAND_WITHDRAWN' });

    expect(await watch.of(command.correlationId)).toMatchObject([
      { storeId: tills.lille.storeId, cause: { type: 'pinGiven' } },
    ]);
    const { lyon } = tills;
    granted(
      'log in as before',
      await lyon.till.import((await lyon.register(4)).registerId, lyon.responsable),
    );
  });

  it('is done once when supervision-service is killed between the effect and the answer', async () => {
    const [operator] = house().operators;
    const { stack, tills, watch } = house();
    const { storeId } = tills.nantes;
    const commandId = uuidv7();
    const database = await createConnection({ uri: stack.scene.databaseUrl() });
    const count = async (sql: string, values: unknown[]) => {
      const [rows] = await database.query(`SELECT COUNT(*) AS found FROM ${sql}`, values);
      return Number((rows as { found: number }[])[0]?.found);
    };
    try {
      // The store has begun, and waits for a row of its own.
      await database.query('START TRANSACTION');
      await database.query('SELECT * FROM register_seller_secrets WHERE store_id = ? FOR UPDATE', [storeId]);
      const asking = operator.askOnce(pinOf(tills.nantes), {}, commandId);
      const waiting = `information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p
        ON p.ID = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.DB = DATABASE()`;
      await until('the store is at it', async () => (await count(waiting, [])) || undefined);
      const { correlationId } = await operator.command(commandId);
      const service = stack.supervisor.list().find(({ name }) => name === 'supervision-service');
      process.kill(service?.pid ?? 0, 'SIGSTOP');
      await database.query('ROLLBACK');
      const given = 'register_store_outbox WHERE correlation_id = ?';
      await until('the effect', async () => (await count(given, [correlationId])) || undefined);
      stack.supervisor.kill('supervision-service');
      await stack.supervisor.untilReady('supervision-service');

      expect((await asking).status).toBeGreaterThanOrEqual(500);
      expect(await settled(operator, commandId)).toMatchObject({ state: 'DONE' });
      expect(await count(given, [correlationId])).toBe(1);
      expect(await watch.of(correlationId)).toHaveLength(1);
    } finally {
      await database.end();
    }
  });
}
