import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  type CashMovementDocument,
  cashCommands,
  cashQueries,
  exportQueries,
  exportRecord,
  peopleCommands,
  printDocument,
  printingContracts,
  type ReplyOf,
  type RequestOf,
  sumRecords,
  tillQueries,
  type XDocument,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { Closer, closeWhateverIsOpen } from '../../test/closer.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 15_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let closer: Closer;
let camille: Cashier;
let sessionId: string;

type Movement = Partial<RequestOf<typeof cashCommands.moveCash>>;
const movement = (more: Movement = {}) => ({
  movementId: randomUUID(),
  kind: 'OUT' as const,
  amountCents: 1_000,
  reason: 'SUPPLIER' as const,
  note: null,
  ...more,
});
const opening = (more: Partial<RequestOf<typeof cashCommands.openDrawer>> = {}) => ({
  openingId: randomUUID(),
  reason: 'CHANGE' as const,
  note: null,
  ...more,
});
const move = (more: Movement = {}, who = camille) => who.ask(cashCommands.moveCash, movement(more));
const openDrawer = (who = camille) => who.ask(cashCommands.openDrawer, opening());
const readX = (readingId: string = randomUUID(), who = camille, print = true) =>
  who.ask(cashCommands.readX, { readingId, print });
const zOf = async () => value(await house.ask(adminQueries.getZ, { sessionId }));

const printed = async (kind: string) => {
  const request = { tillCredential: till.agentCredential, maxJobs: 20 };
  const { jobs } = value(await house.bus.requestAsTill(printingContracts.pull, till.tillId, request));
  return jobs
    .map(({ document }) => printDocument.parse(document))
    .filter((document) => document.kind === kind);
};

beforeAll(async () => {
  house = await RegisterHouse.open('cash');
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  closer = new Closer(store, till, registerId);
  await store.import(till, registerId);
  for (const seller of ['R01', 'V01']) await store.givePassword(till, seller);
  ({ sessionId } = await store.open(till, registerId, FLOAT_CENTS));
  camille = await Cashier.connect(store, till, registerId, 'R01');
});

describe('cash that moves without a ticket', () => {
  it('counts in what the drawer should hold, each kind apart on the Z (edge case 15)', async () => {
    await camille.sell([BAG], [['ESP', 50]]);
    value(await move({ kind: 'IN', amountCents: 5_000, reason: 'FLOAT' }));
    value(await move({ kind: 'OUT', amountCents: 1_250, reason: 'EXPENSE', note: 'timbres' }));
    value(await move({ kind: 'SAFE_DROP', amountCents: 8_000, reason: 'SAFE' }));
    value(await move({ kind: 'SAFE_DROP', amountCents: 2_000, reason: 'BANK' }));
    const expectedCents = FLOAT_CENTS + 20 + 5_000 - 1_250 - 10_000;
    await store.close(till, registerId, expectedCents);
    expect(await zOf()).toMatchObject({
      cashMovements: [
        { kind: 'IN', count: 1, amountCents: 5_000 },
        { kind: 'OUT', count: 1, amountCents: 1_250 },
        { kind: 'SAFE_DROP', count: 2, amountCents: 10_000 },
      ],
      cash: { inCents: 5_000, outCents: 11_250, expectedCents, differenceCents: 0 },
    });
  });

  it('prints a slip, in the movement’s own transaction', async () => {
    const { printJobId, number } = value(
      await move({ kind: 'SAFE_DROP', amountCents: 40_000, reason: 'SAFE', note: 'enveloppe 12' }),
    );
    expect(await printed('drawerPulse')).toHaveLength(1);
    const [slip] = (await printed('cashMovement')) as CashMovementDocument[];
    expect(slip).toMatchObject({
      movement: 'SAFE_DROP',
      movementNumber: number,
      amountCents: 40_000,
      reason: 'Mise au coffre',
      note: 'enveloppe 12',
      sellerName: 'Camille Robin',
      authorisedBy: null,
      sessionNumber: 1,
    });
    const asking = { tillCredential: till.credential, printJobId };
    expect(value(await house.ask(tillQueries.getPrintJob, asking))).toMatchObject({
      kind: 'cashMovement',
      state: 'QUEUED',
    });
  });

  it('is the same movement when its id comes again, and another one is refused under it', async () => {
    const wanted = movement();
    const first = value(await camille.ask(cashCommands.moveCash, wanted));
    expect(value(await camille.ask(cashCommands.moveCash, wanted))).toEqual(first);
    const other = await camille.ask(cashCommands.moveCash, { ...wanted, amountCents: 2_000 });
    expect(code(other)).toBe('ID_REUSED');
    const asking = { tillCredential: till.credential, movementId: wanted.movementId };
    expect(value(await house.ask(cashQueries.getCashMovement, asking))).toEqual(first);
    const list = await house.ask(cashQueries.listCashMovements, {
      tillCredential: till.credential,
      registerId,
    });
    expect(value(list)).toEqual({ movements: [first], drawerOpenings: [] });
  });

  it('wants the right, and a reason that explains it', async () => {
    const dominique = await Cashier.connect(store, till, registerId, 'V01');
    expect(code(await move({}, dominique))).toBe('RIGHT_MISSING');
    expect(code(await move({ reason: 'SAFE' }))).toBe('CASH_REASON_INVALID');
    expect(code(await move({ reason: 'OTHER' }))).toBe('CASH_REASON_INVALID');
    const [{ count }] = await house.admin.query(
      'SELECT COUNT(*) AS count FROM register_cash_movements WHERE session_id = ?',
      [sessionId],
    );
    expect(Number(count)).toBe(0);
    expect(value(await move({ reason: 'OTHER', note: 'don' })).number).toBe(1);
  });

  it('is moved with a right lent for it, up to the amount it was lent for', async () => {
    const dominique = await Cashier.connect(store, till, registerId, 'V01');
    const lend = async (more: { amountCents?: number; subjectId?: string } = {}) => {
      const lent = await house.ask(peopleCommands.lendRight, {
        ...asked(till),
        registerId,
        grantId: randomUUID(),
        seller: RESPONSABLE,
        borrower: 'V01',
        right: 'CASH_MOVEMENT',
        subjectId: null,
        amountCents: null,
        ...more,
      });
      return value(lent).grantId;
    };
    const grantId = await lend({ amountCents: 5_000 });
    expect(code(await move({ grantId, amountCents: 5_001 }, dominique))).toBe('GRANT_DIFFERS');
    expect(code(await move({ grantId, reason: 'SAFE' }, dominique))).toBe('CASH_REASON_INVALID');
    const moved = value(await move({ grantId, amountCents: 5_000 }, dominique));
    expect(moved).toMatchObject({ sellerCode: 'V01', authorisedBy: RESPONSABLE.code });
    expect(code(await move({ grantId }, dominique))).toBe('GRANT_USED');
    expect(await printed('cashMovement')).toMatchObject([
      { sellerName: 'Dominique Petit', authorisedBy: 'Responsable' },
    ]);
    const openingId = randomUUID();
    const drawerGrant = await lend({ subjectId: openingId });
    expect(
      value(await dominique.ask(cashCommands.openDrawer, opening({ openingId, grantId: drawerGrant }))),
    ).toMatchObject({ authorisedBy: RESPONSABLE.code });
  });

  it('stops while the drawer is counted, and belongs to no later session', async () => {
    const closingId = randomUUID();
    value(await closer.start(closingId));
    expect(code(await move())).toBe('CLOSING_IN_PROGRESS');
    value(await closer.cancel(closingId));
    // Her page has fallen silent, so that nobody forces her out.
    house.clock.move(31_000);
    await closeWhateverIsOpen(store, closer, FLOAT_CENTS);
    expect(code(await move())).toBe('REGISTER_NOT_OPEN');
    await store.open(till, registerId, FLOAT_CENTS);
    expect(code(await move())).toBe('SESSION_CLOSED');
  });

  it('is numbered without gaps, whoever moves some at once', async () => {
    const moved = await Promise.all(Array.from({ length: 12 }, (_, i) => move({ amountCents: i + 1 })));
    const numbers = moved.map((outcome) => value(outcome).number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });
});

describe('the drawer', () => {
  it('opens without a sale for who may, each time counted on the Z', async () => {
    const wanted = opening({ reason: 'CHECK' });
    const first = value(await camille.ask(cashCommands.openDrawer, wanted));
    expect(value(await camille.ask(cashCommands.openDrawer, wanted))).toEqual(first);
    expect(code(await camille.ask(cashCommands.openDrawer, { ...wanted, reason: 'MISTAKE' }))).toBe(
      'ID_REUSED',
    );
    expect(await printed('drawerPulse')).toHaveLength(1);
    const asking = { tillCredential: till.credential, openingId: wanted.openingId };
    expect(value(await house.ask(cashQueries.getDrawerOpening, asking))).toEqual(first);
    const dominique = await Cashier.connect(store, till, registerId, 'V01');
    expect(code(await openDrawer(dominique))).toBe('RIGHT_MISSING');
    expect(code(await camille.ask(cashCommands.openDrawer, opening({ reason: 'SAFE' })))).toBe(
      'CASH_REASON_INVALID',
    );
    const closingId = randomUUID();
    value(await closer.start(closingId));
    expect(value(await openDrawer()).number).toBe(2);
    const forced = { countedCashCents: FLOAT_CENTS, forceUsers: true };
    value(await closer.submit(closingId, forced));
    expect(await zOf()).toMatchObject({ drawerOpenings: 2 });
  });
});

describe('an X reading', () => {
  it('tells the totals so far and resets nothing; what the drawer should hold stays untold', async () => {
    await camille.sell([BAG], [['ESP', 50]]);
    value(await move({ kind: 'IN', amountCents: 5_000, reason: 'FLOAT' }));
    const readingId = randomUUID();
    const first = value(await readX(readingId));
    expect(first.x).toMatchObject({
      xNumber: 1,
      ticketCount: 1,
      ttcCents: 20,
      tenders: [{ tenderCode: 'ESP', amountCents: 20 }],
      cashMovements: [{ kind: 'IN', count: 1, amountCents: 5_000 }],
      cash: null,
    });
    expect(value(await readX(readingId))).toEqual(first);
    const asking = { tillCredential: till.credential, readingId };
    expect(value(await house.ask(cashQueries.getXReading, asking))).toEqual(first);
    await camille.sell([BAG], [['CB', 20]]);
    expect(value(await readX(randomUUID(), camille, false))).toMatchObject({
      x: { xNumber: 2, ticketCount: 2, ttcCents: 40 },
      printJobId: null,
    });
    const [x, ...others] = (await printed('x')) as XDocument[];
    expect(others).toEqual([]);
    expect(x).toMatchObject({ xNumber: 1, readBy: 'Camille Robin', salesTtcCents: 20, cash: null });
    await store.close(till, registerId, FLOAT_CENTS + 5_020);
    expect(await zOf()).toMatchObject({ xReadings: 2, ttcCents: 40 });
  });

  it('is for who closes or moves cash, while the register sells', async () => {
    const dominique = await Cashier.connect(store, till, registerId, 'V01');
    expect(code(await readX(randomUUID(), dominique))).toBe('RIGHT_MISSING');
    value(await closer.start());
    expect(code(await readX())).toBe('CLOSING_IN_PROGRESS');
  });

  it('tells what the drawer should hold where the store does not count blind', async () => {
    const open = await StoreBuilder.create(house, { blindCount: false });
    const other = await open.store.register(1);
    await open.store.import(open.till, other.registerId);
    await open.store.givePassword(open.till, 'R01');
    await open.store.open(open.till, other.registerId, FLOAT_CENTS);
    const seller = await Cashier.connect(open.store, open.till, other.registerId, 'R01');
    await seller.sell([BAG], [['ESP', 50]]);
    value(await move({ kind: 'SAFE_DROP', amountCents: 8_000, reason: 'SAFE' }, seller));
    expect(value(await readX(randomUUID(), seller)).x.cash).toEqual({
      openingFloatCents: FLOAT_CENTS,
      takenCents: 50,
      changeGivenCents: 30,
      refundedCents: 0,
      expectedCents: FLOAT_CENTS + 20 - 8_000,
    });
  });
});

describe('what nobody ever did', () => {
  it('is unknown', async () => {
    const { credential: tillCredential } = till;
    const id = randomUUID();
    expect(code(await house.ask(cashQueries.getCashMovement, { tillCredential, movementId: id }))).toBe(
      'CASH_MOVEMENT_UNKNOWN',
    );
    expect(code(await house.ask(cashQueries.getDrawerOpening, { tillCredential, openingId: id }))).toBe(
      'DRAWER_OPENING_UNKNOWN',
    );
    expect(code(await house.ask(cashQueries.getXReading, { tillCredential, readingId: id }))).toBe(
      'X_READING_UNKNOWN',
    );
    expect(code(await house.ask(cashQueries.listCashMovements, { tillCredential, registerId: id }))).toBe(
      'REGISTER_UNKNOWN',
    );
  });
});

describe('head office', () => {
  it('is told each movement and each opening, and sums them to the Z', async () => {
    await camille.sell([BAG], [['ESP', 50]]);
    for (const amountCents of [1_000, 2_000, 3_000]) value(await move({ amountCents }));
    value(await openDrawer());
    value(await openDrawer());
    await store.close(till, registerId, FLOAT_CENTS + 20 - 6_000);
    const read = async (limit: number) => {
      const records: unknown[] = [];
      for (let cursor: string | null = null; ; ) {
        const page: ReplyOf<typeof exportQueries.readExportRecords> = value(
          await house.ask(exportQueries.readExportRecords, { sessionId, cursor, limit }),
        );
        records.push(...page.records);
        if (page.nextCursor === null) return records.map((record) => exportRecord.parse(record));
        cursor = page.nextCursor;
      }
    };
    const records = await read(500);
    expect(records.map(({ type }) => type)).toEqual([
      'session',
      'ticket',
      ...Array.from({ length: 3 }, () => 'cashMovement'),
      ...Array.from({ length: 2 }, () => 'drawerOpening'),
      'z',
    ]);
    expect(await read(1)).toEqual(records);
    const z = records.find((record) => record.type === 'z');
    expect(sumRecords(records)).toEqual(z?.totals);
  });
});
