import { randomUUID } from 'node:crypto';
import { tillCommands, tillQueries } from '@encaisse/contracts';
import { MessagingFault } from '@encaisse/messaging';
import { Cashier } from '../../test/cashier.js';
import { readBack } from '../../test/outbox.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { INSERT_ONLY_TABLES } from '../schema.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 10_000;

/** All that finalising or sealing touches. */
const TABLES = [
  'register_draft_tickets',
  'register_tickets',
  'register_ticket_lines',
  'register_ticket_payments',
  'register_ticket_vat',
  'register_refunded_lines',
  'register_print_jobs',
  'register_zs',
  'register_closings',
  'register_session_seals',
  'register_open_sessions',
  'register_connections',
  'register_registers',
  'register_outbox',
  'register_commands',
] as const;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let cashier: Cashier;

beforeAll(async () => {
  house = await RegisterHouse.open('all_or_nothing');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  await store.open(till, registerId, FLOAT_CENTS);
  cashier = await Cashier.connect(store, till, registerId);
});
afterAll(() => house?.close());

const everything = async (): Promise<unknown> =>
  Promise.all(TABLES.map((table) => house.admin.query(`SELECT * FROM ${table} ORDER BY 1, 2`)));

/** Runs `work` while every insert into `table` does `what`. */
async function whenInserting(table: string, what: string, work: () => Promise<void>): Promise<void> {
  await house.admin.query(`CREATE TRIGGER spec_trigger BEFORE INSERT ON ${table} FOR EACH ROW ${what}`);
  try {
    await work();
  } finally {
    await house.admin.query('DROP TRIGGER spec_trigger');
  }
}
const FAIL = "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the disk is full'";

describe('a ticket is finalised whole or not at all', () => {
  it.each([
    'register_tickets',
    'register_ticket_lines',
    'register_ticket_payments',
    'register_ticket_vat',
    'register_print_jobs',
    'register_outbox',
    'register_commands',
  ])('when %s cannot be written', async (table) => {
    const ticketId = await cashier.paid([BAG, BAG], [['ESP', 100]]);
    const before = await everything();
    await whenInserting(table, FAIL, async () => {
      await expect(cashier.finalise(ticketId, true)).rejects.toThrow(MessagingFault);
    });
    expect(await everything()).toEqual(before);
    const { number } = value(await cashier.finalise(ticketId, true));
    const { stored, replayed } = await readBack(house, registerId);
    expect(stored).toEqual(replayed);
    expect(stored.counters.ticketNumber).toBe(number);
  });

  it('when its connection dies in the middle', async () => {
    const ticketId = await cashier.paid([BAG], [['ESP', 20]]);
    const before = await everything();
    await whenInserting('register_outbox', 'DO SLEEP(5)', async () => {
      const finalising = cashier.finalise(ticketId, true);
      const refused = expect(finalising).rejects.toThrow(MessagingFault);
      await house.admin.query(`KILL ${await idOfSleeper()}`);
      await refused;
    });
    expect(await everything()).toEqual(before);
    value(await cashier.finalise(ticketId, true));
    const numbers: { number: number }[] = await house.admin.query(
      'SELECT number FROM register_tickets WHERE register_id = ? ORDER BY number',
      [registerId],
    );
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => index + 1));
  });
});

/** The connection that a trigger has put to sleep. */
async function idOfSleeper(): Promise<number> {
  for (const until = Date.now() + 4_000; Date.now() < until; ) {
    const rows: { id: number }[] = await house.admin.query(
      "SELECT id AS id FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User sleep'",
    );
    if (rows[0]) return rows[0].id;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nobody sleeps');
}

describe('a session is sealed whole or not at all', () => {
  it.each([
    'register_zs',
    'register_print_jobs',
    'register_session_seals',
    'register_outbox',
    'register_commands',
  ])('when %s cannot be written', async (table) => {
    const { state } = await store.view(registerId);
    if (state === 'TO_EXPORT') await store.open(till, registerId, FLOAT_CENTS);
    const closing = { registerId, closingId: randomUUID(), seller: RESPONSABLE, forcePending: false };
    value(await house.ask(tillCommands.startClosing, { ...asked(till), ...closing }));
    const count = {
      ...asked(till),
      ...closing,
      countedCashCents: FLOAT_CENTS,
      forceUsers: true,
      acceptDifference: true,
      reason: 'un essai',
    };
    const before = await everything();
    await whenInserting(table, FAIL, async () => {
      await expect(house.ask(tillCommands.submitCount, count)).rejects.toThrow(MessagingFault);
    });
    expect(await everything()).toEqual(before);
    const asking = { tillCredential: till.credential, closingId: closing.closingId };
    expect(value(await house.ask(tillQueries.getClosing, asking))).toMatchObject({ state: 'COUNTING' });
    expect(value(await house.ask(tillCommands.submitCount, count))).toMatchObject({ state: 'SEALED' });
    const { stored, replayed } = await readBack(house, registerId);
    expect(stored).toEqual(replayed);
  });
});

describe('the service’s own database user', () => {
  it.each(INSERT_ONLY_TABLES)(
    'can neither change nor delete what is in %s, acknowledged or not (edge case 33)',
    async (table) => {
      const [{ column }] = await house.admin.query(
        'SELECT column_name AS `column` FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?',
        [table],
      );
      const update = house.database.query(`UPDATE ${table} SET ${column} = ${column}`);
      await expect(update).rejects.toThrow(/command denied/u);
      await expect(house.database.query(`DELETE FROM ${table}`)).rejects.toThrow(/command denied/u);
      await expect(house.database.query(`TRUNCATE TABLE ${table}`)).rejects.toThrow(/command denied/u);
    },
  );
});
