import { randomUUID } from 'node:crypto';
import {
  adminCommands,
  adminQueries,
  exportQueries,
  exportRecord,
  type Outcome,
  peopleCommands,
  printDocument,
  printingContracts,
  type RequestOf,
  sumRecords,
  syncReports,
  tillCommands,
  tillQueries,
  type ZDocument,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import type { CatalogueSeller } from '../../test/catalogue.js';
import { Closer } from '../../test/closer.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import {
  asked,
  PASSWORD,
  RESPONSABLE,
  SELLERS,
  StoreBuilder,
  type TillAtHand,
} from '../../test/store-builder.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const FLOAT_CENTS = 15_000;
const TOLERANCE_CENTS = 100;
/** May close, and accept no difference. */
const SACHA = { code: 'C01', password: PASSWORD };
const STAFF: readonly CatalogueSeller[] = [
  ...SELLERS,
  { code: SACHA.code, name: 'Sacha Closier', rights: ['CONNECT', 'CLOSE'] },
];

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let closer: Closer;

const facts = (outcome: Outcome<unknown>) => (outcome.ok ? outcome : outcome.refusal.facts);
const open = (more: Partial<RequestOf<typeof tillCommands.openRegister>> = {}) =>
  house.ask(tillCommands.openRegister, {
    ...asked(till),
    registerId,
    seller: RESPONSABLE,
    openingFloatCents: FLOAT_CENTS,
    ...more,
  });
const recount = (sessionId: string, more: Partial<RequestOf<typeof tillCommands.recount>> = {}) =>
  house.ask(tillCommands.recount, {
    ...asked(till),
    registerId,
    sessionId,
    recountId: randomUUID(),
    seller: RESPONSABLE,
    countedCashCents: FLOAT_CENTS,
    reason: 'deux billets collés',
    ...more,
  });
const lend = async (right: 'ACCEPT_DIFFERENCE', amountCents: number): Promise<string> => {
  const lent = await house.ask(peopleCommands.lendRight, {
    ...asked(till),
    registerId,
    grantId: randomUUID(),
    seller: RESPONSABLE,
    borrower: SACHA.code,
    right,
    subjectId: null,
    amountCents,
  });
  return value(lent).grantId;
};
const zOf = async (sessionId: string) => value(await house.ask(adminQueries.getZ, { sessionId }));
const recordsOf = async (sessionId: string) => {
  const page = { sessionId, cursor: null, limit: 500 };
  return value(await house.ask(exportQueries.readExportRecords, page)).records.map((record) =>
    exportRecord.parse(record),
  );
};
const printed = async (kind: string) => {
  const request = { tillCredential: till.agentCredential, maxJobs: 20 };
  const { jobs } = value(await house.bus.requestAsTill(printingContracts.pull, till.tillId, request));
  return jobs.map(({ document }) => printDocument.parse(document)).filter((one) => one.kind === kind);
};

beforeAll(async () => {
  house = await RegisterHouse.open('recounting');
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house, { toleranceCents: TOLERANCE_CENTS }));
  ({ registerId } = await store.register(1));
  closer = new Closer(store, till, registerId);
  await store.import(till, registerId, STAFF);
  for (const seller of ['R01', SACHA.code]) await store.givePassword(till, seller);
});

describe('an opening', () => {
  const denominations = [
    { valueCents: 1_000 as const, count: 5 },
    { valueCents: 5_000 as const, count: 2 },
    { valueCents: 1 as const, count: 0 },
  ];

  it('keeps the notes and coins of its float, which must come to it', async () => {
    const short = await open({ denominations: denominations.slice(1) });
    expect([code(short), facts(short)]).toEqual([
      'AMOUNT_INVALID',
      { field: 'denominations', amountCents: 10_000 },
    ]);
    expect((await store.view(registerId)).state).toBe('READY');
    const { sessionId } = value(await open({ denominations }));
    await store.close(till, registerId, FLOAT_CENTS);
    const kept = [
      { valueCents: 5_000, count: 2 },
      { valueCents: 1_000, count: 5 },
    ];
    expect((await zOf(sessionId)).cash.openingDenominations).toEqual(kept);
    expect((await recordsOf(sessionId))[0]).toMatchObject({ openingDenominations: kept });
  });

  it('tells how far the float is from the last count, and so does the Z (edge case 2)', async () => {
    expect(value(await open())).toMatchObject({ previousCountCents: null, floatDifferenceCents: null });
    await store.close(till, registerId, FLOAT_CENTS);
    const session = value(await open({ openingFloatCents: FLOAT_CENTS - 1_000 }));
    expect(session).toMatchObject({ previousCountCents: FLOAT_CENTS, floatDifferenceCents: -1_000 });
    expect((await store.view(registerId)).session).toMatchObject({ floatDifferenceCents: -1_000 });
    await store.close(till, registerId, FLOAT_CENTS - 1_000);
    expect((await zOf(session.sessionId)).cash).toMatchObject({
      previousCountCents: FLOAT_CENTS,
      floatDifferenceCents: -1_000,
    });
    const zs = (await printed('z')) as ZDocument[];
    expect(zs.map(({ cash }) => cash.floatDifferenceCents)).toEqual([null, -1_000]);
    const { items } = value(await house.ask(adminQueries.listSessions, { registerId, limit: 1 }));
    expect(items).toMatchObject([{ previousCountCents: FLOAT_CENTS, floatDifferenceCents: -1_000 }]);
  });
});

describe('a count', () => {
  it('keeps notes, coins and tenders, and tells where a tender differs without being in the way', async () => {
    const { sessionId } = value(await open());
    const camille = await Cashier.connect(store, till, registerId, 'R01');
    await camille.sell([[BAG, 10_000]], [['CB', 200]]);
    const closingId = randomUUID();
    value(await closer.start(closingId));
    const count = { countedCashCents: FLOAT_CENTS, forceUsers: true };
    const wrongSum = await closer.submit(closingId, {
      ...count,
      denominations: [{ valueCents: 5_000, count: 2 }],
    });
    expect(code(wrongSum)).toBe('AMOUNT_INVALID');
    for (const tenderCode of ['XXX', 'ESP']) {
      const wrong = await closer.submit(closingId, { ...count, tenders: [{ tenderCode, countedCents: 1 }] });
      expect(code(wrong)).toBe('TENDER_UNKNOWN');
    }
    expect((await store.view(registerId)).state).toBe('CLOSING');
    const sealed = value(
      await closer.submit(closingId, {
        ...count,
        denominations: [{ valueCents: 5_000, count: 3 }],
        tenders: [
          { tenderCode: 'CHQ', countedCents: 0 },
          { tenderCode: 'CB', countedCents: 180 },
        ],
      }),
    );
    const tenderCounts = [
      { tenderCode: 'CB', kind: 'CARD', expectedCents: 200, countedCents: 180, differenceCents: -20 },
      { tenderCode: 'CHQ', kind: 'CHEQUE', expectedCents: 0, countedCents: 0, differenceCents: 0 },
    ];
    expect(sealed.z).toMatchObject({ denominations: [{ valueCents: 5_000, count: 3 }], tenderCounts });
    expect(await zOf(sessionId)).toMatchObject({ tenderCounts, differenceAcceptedBy: null });
    const records = await recordsOf(sessionId);
    expect(records.at(-1)).toMatchObject({ type: 'z', tenderCounts });
    const z = records.find((record) => record.type === 'z');
    expect(sumRecords(records)).toEqual(z?.totals);
    const [paper] = (await printed('z')) as ZDocument[];
    expect(paper).toMatchObject({
      tenderCounts: [{ differenceCents: -20 }, { differenceCents: 0 }],
      cash: { denominations: [{ valueCents: 5_000, count: 3 }] },
    });
  });

  it('above the tolerance is accepted with a right lent for as much, and never for more', async () => {
    const { sessionId } = value(await open());
    const closingId = randomUUID();
    value(await closer.start(closingId));
    const short = {
      countedCashCents: FLOAT_CENTS - 2_000,
      seller: SACHA,
      acceptDifference: true,
      reason: 'introuvable',
    };
    const grantId = await lend('ACCEPT_DIFFERENCE', 1_999);
    expect(code(await closer.submit(closingId, { ...short, grantId }))).toBe('GRANT_DIFFERS');
    expect((await store.view(registerId)).state).toBe('CLOSING');
    const enough = await lend('ACCEPT_DIFFERENCE', 2_000);
    value(await closer.submit(closingId, { ...short, grantId: enough }));
    expect(await zOf(sessionId)).toMatchObject({
      closedBy: SACHA.code,
      differenceAcceptedBy: RESPONSABLE.code,
    });
    const [paper] = (await printed('z')) as ZDocument[];
    expect(paper?.cash.difference).toEqual({ acceptedBy: 'Responsable', reason: 'introuvable' });
  });

  it('ends a session that was left open overnight, on its own date (edge case 17)', async () => {
    const { sessionId, businessDate } = value(await open());
    const seller = await Cashier.connect(store, till, registerId, 'R01');
    house.clock.move(20 * 3_600_000);
    expect(code(await seller.scan(randomUUID(), BAG))).toBe('CONNECTION_EXPIRED');
    await store.close(till, registerId, FLOAT_CENTS);
    expect(await zOf(sessionId)).toMatchObject({ businessDate, forcedOut: [] });
    house.clock.move(-20 * 3_600_000);
  });

  it('is told what to expect where the store does not count blind, and only there', async () => {
    value(await open());
    const blind = value(await closer.start());
    expect(blind.expected).toBeNull();
    const admin = { idempotencyKey: randomUUID(), administrator: 'admin', storeId: store.storeId };
    const settings = { ...admin, blindCount: false };
    expect(value(await house.ask(adminCommands.changeStoreSettings, settings))).toMatchObject({
      blindCount: false,
      toleranceCents: TOLERANCE_CENTS,
    });
    const asking = { tillCredential: till.credential, closingId: blind.closingId };
    expect(value(await house.ask(tillQueries.getClosing, asking)).expected).toEqual({
      cashCents: FLOAT_CENTS,
      tenders: [],
    });
    const opening = { ...admin, idempotencyKey: randomUUID(), drawerOnCashSale: true };
    expect(value(await house.ask(adminCommands.changeStoreSettings, opening))).toMatchObject({
      blindCount: false,
      drawerOnCashSale: true,
    });
    const unknown = { ...settings, idempotencyKey: randomUUID(), storeId: randomUUID() };
    expect(code(await house.ask(adminCommands.changeStoreSettings, unknown))).toBe('STORE_UNKNOWN');
  });
});

describe('a recount', () => {
  const closed = async () => (await store.day(till, registerId, FLOAT_CENTS)).sessionId;

  it('stands beside the sealed Z, on paper, in the closing and at head office', async () => {
    const { sessionId } = value(await open());
    const { closingId } = await store.close(till, registerId, FLOAT_CENTS);
    const sealed = await zOf(sessionId);
    const recountId = randomUUID();
    const more = {
      recountId,
      countedCashCents: FLOAT_CENTS + 50,
      denominations: [
        { valueCents: 5_000 as const, count: 3 },
        { valueCents: 50 as const, count: 1 },
      ],
    };
    const first = value(await recount(sessionId, more));
    expect(first).toMatchObject({
      number: 1,
      formerCountCents: FLOAT_CENTS,
      expectedCashCents: FLOAT_CENTS,
      differenceCents: 50,
      authorisedBy: null,
    });
    expect(value(await recount(sessionId, more))).toEqual(first);
    expect(code(await recount(sessionId, { ...more, countedCashCents: 1 }))).toBe('ID_REUSED');
    const second = value(await recount(sessionId, { countedCashCents: FLOAT_CENTS - 40 }));
    expect(second).toMatchObject({ number: 2, formerCountCents: FLOAT_CENTS + 50, differenceCents: -40 });
    expect(await zOf(sessionId)).toEqual(sealed);
    const asking = { tillCredential: till.credential, closingId };
    expect(value(await house.ask(tillQueries.getClosing, asking)).recounts).toEqual([first, second]);
    expect(await printed('recount')).toMatchObject([
      { recountNumber: 1, countedCents: FLOAT_CENTS + 50, zNumber: 1 },
      { recountNumber: 2, differenceCents: -40 },
    ]);
    const records = await recordsOf(sessionId);
    expect(records.map(({ type }) => type)).toEqual(['session', 'recount', 'recount', 'z']);
    expect(records[1]).toMatchObject({ recountId, countedCents: FLOAT_CENTS + 50, differenceCents: 50 });
    expect(value(await open())).toMatchObject({
      previousCountCents: FLOAT_CENTS - 40,
      floatDifferenceCents: 40,
    });
  });

  it('wants who may close and, above the tolerance, who may accept the difference', async () => {
    const sessionId = await closed();
    const short = { seller: SACHA, countedCashCents: FLOAT_CENTS - 500 };
    expect(facts(await recount(sessionId, short))).toEqual({ right: 'ACCEPT_DIFFERENCE' });
    const grantId = await lend('ACCEPT_DIFFERENCE', 500);
    expect(value(await recount(sessionId, { ...short, grantId }))).toMatchObject({
      countedBy: SACHA.code,
      authorisedBy: RESPONSABLE.code,
    });
    const small = { seller: SACHA, countedCashCents: FLOAT_CENTS - TOLERANCE_CENTS };
    expect(value(await recount(sessionId, small)).number).toBe(2);
    const wrong = { denominations: [{ valueCents: 500 as const, count: 1 }] };
    expect(code(await recount(sessionId, wrong))).toBe('AMOUNT_INVALID');
  });

  it('comes too late once head office has the day, or may have it', async () => {
    const sessionId = await closed();
    const exportId = await store.startExport(till, registerId);
    expect(code(await recount(sessionId))).toBe('JOB_RUNNING');
    value(await house.sync.report(syncReports.exportUnanswered, { exportId, registerId }));
    expect(code(await recount(sessionId))).toBe('RECOUNT_TOO_LATE');
    const again = await store.startExport(till, registerId);
    const ref = { exportId: again, registerId };
    value(await house.sync.acknowledge(ref, sessionId, { ticketCount: 0, ttcCents: 0 }));
    expect(code(await recount(sessionId))).toBe('RECOUNT_TOO_LATE');
  });

  it('is refused while the register sells', async () => {
    const sessionId = await closed();
    value(await open());
    expect(code(await recount(sessionId))).toBe('REGISTER_OPEN');
  });
});
