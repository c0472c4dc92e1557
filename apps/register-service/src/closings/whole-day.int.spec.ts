import { randomUUID } from 'node:crypto';
import {
  adminQueries,
  type ExportRecord,
  encodeRecord,
  exportQueries,
  exportRecord,
  printDocument,
  printingContracts,
  type ReplyOf,
  sumRecords,
  type TicketDocument,
  ticketCommands,
  tillCommands,
  tillQueries,
  type ZDocument,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { COMTE } from '../../test/catalogue.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(60_000);

const COFFEE = '1990000000014';
const OIL = '1990000000021';
const BAG = '1990000000038';
const CHAMPAGNE = '1990000000045';
const FLOAT_CENTS = 15_000;

type RecordsPage = ReplyOf<typeof exportQueries.readExportRecords>;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('whole_day');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  for (const code of ['R01', 'V01']) await store.givePassword(till, code);
});
afterAll(() => house?.close());

const documentsToPrint = async () => {
  const request = { tillCredential: till.agentCredential, maxJobs: 20 };
  const { jobs } = value(await house.bus.requestAsTill(printingContracts.pull, till.tillId, request));
  return jobs.map(({ document }) => printDocument.parse(document));
};

const recordsOf = async (sessionId: string, limit: number): Promise<ExportRecord[]> => {
  const records: ExportRecord[] = [];
  let cursor: string | null = null;
  do {
    const page: RecordsPage = value(
      await house.ask(exportQueries.readExportRecords, { sessionId, cursor, limit }),
    );
    expect(page.records.length).toBeLessThanOrEqual(limit);
    records.push(...page.records.map((record) => exportRecord.parse(record)));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return records;
};

describe('the whole day of one register', () => {
  /** What the drawer should hold: the float, a sale of 810 in cash, and 239 in cash of a mixed one. */
  const expectedCents = FLOAT_CENTS + 810 + 239;
  let sessionId: string;
  let camille: Cashier;
  let dominique: Cashier;

  it('opens, and lets two sellers in', async () => {
    ({ sessionId } = await store.open(till, registerId, FLOAT_CENTS));
    camille = await Cashier.connect(store, till, registerId, 'R01');
    dominique = await Cashier.connect(store, till, registerId, 'V01');
  });

  it('sells for cash, with change and VAT to the cent', async () => {
    const ticket = await dominique.sell([[COFFEE, 2_000], BAG], [['ESP', 2_000]], true);
    expect(ticket).toMatchObject({
      state: 'FINALISED',
      number: 1,
      sellerCode: 'V01',
      ttcCents: 810,
      paidCents: 810,
      dueCents: 0,
      changeCents: 1_190,
      vat: [
        { basisPoints: 550, ttcCents: 790, vatCents: 41, htCents: 749 },
        { basisPoints: 2_000, ttcCents: 20, vatCents: 3, htCents: 17 },
      ],
      payments: [
        { kind: 'CASH', label: 'Espèces', tenderedCents: 2_000, amountCents: 810, changeCents: 1_190 },
      ],
    });
  });

  it('sells for a voucher, a cheque, a card and cash in one ticket, and by weight', async () => {
    const payments = [
      ['TR', 1_000],
      ['CHQ', 1_500],
      ['CB', 1_000],
      ['ESP', 500],
    ] as const;
    const mixed = await camille.sell([CHAMPAGNE, OIL], payments);
    expect(mixed).toMatchObject({ number: 2, ttcCents: 3_739, changeCents: 261, printJobId: null });
    // 0.106 kg at 22.90 is 2.4274.
    expect(await camille.sell([[COMTE.typedCode, 106]], [['CB', 243]])).toMatchObject({
      number: 3,
      ttcCents: 243,
    });
  });

  it('parks a ticket for another seller to go on with', async () => {
    const ticketId = await dominique.draft(COFFEE);
    value(await dominique.ask(ticketCommands.parkTicket, { ticketId }));
    const asking = { tillCredential: till.credential, registerId };
    const { tickets } = value(await house.ask(tillQueries.ticketsInProgress, asking));
    expect(tickets.map((ticket) => [ticket.ticketId, ticket.state])).toEqual([[ticketId, 'PARKED']]);
    const resumed = value(await camille.ask(ticketCommands.resumeTicket, { ticketId }));
    expect(resumed).toMatchObject({ state: 'DRAFT', sellerCode: 'R01' });
    value(await camille.give(ticketId, ['CB', 395]));
    expect(value(await camille.finalise(ticketId))).toMatchObject({ number: 4, sellerCode: 'R01' });
  });

  it('gives a ticket up, which counts in no total', async () => {
    const ticketId = await dominique.draft(CHAMPAGNE, BAG);
    const abandoned = value(await dominique.ask(ticketCommands.abandonTicket, { ticketId }));
    expect(abandoned).toMatchObject({ state: 'ABANDONED', ttcCents: 3_010, number: null });
  });

  it('closes with a count, whatever empty draft is left (edge case 8)', async () => {
    await dominique.start();
    const closed = await store.close(till, registerId, expectedCents);
    expect(closed).toMatchObject({
      state: 'SEALED',
      sessionId,
      z: {
        zNumber: 1,
        expectedCashCents: expectedCents,
        countedCashCents: expectedCents,
        differenceCents: 0,
      },
    });
  });

  it('has a Z that says it all', async () => {
    const z = value(await house.ask(adminQueries.getZ, { sessionId }));
    expect(z).toMatchObject({
      ticketCount: 4,
      abandonedCount: 1,
      firstTicketNumber: 1,
      lastTicketNumber: 4,
      ttcCents: 810 + 3_739 + 243 + 395,
      tenders: [
        { tenderCode: 'CB', kind: 'CARD', count: 3, amountCents: 1_000 + 243 + 395 },
        { tenderCode: 'CHQ', kind: 'CHEQUE', count: 1, amountCents: 1_500 },
        { tenderCode: 'ESP', kind: 'CASH', label: 'Espèces', count: 2, amountCents: 810 + 239 },
        { tenderCode: 'TR', kind: 'VOUCHER', count: 1, amountCents: 1_000 },
      ],
      cash: {
        openingFloatCents: FLOAT_CENTS,
        takenCents: 2_500,
        changeGivenCents: 1_190 + 261,
        refundedCents: 0,
        expectedCents,
        countedCents: expectedCents,
        differenceCents: 0,
      },
      differenceReason: null,
      forcedOut: [
        { sellerCode: 'R01', name: 'Camille Robin' },
        { sellerCode: 'V01', name: 'Dominique Petit' },
      ],
    });
  });

  it('prints the receipt that was asked for, the one of what was weighed, and the Z', async () => {
    const documents = await documentsToPrint();
    const [ticket, weighed, z] = documents as [TicketDocument, TicketDocument, ZDocument];
    expect(weighed).toMatchObject({ kind: 'ticket', ticketNumber: 3, totalTtcCents: 243 });
    expect(ticket).toMatchObject({
      kind: 'ticket',
      ticketNumber: 1,
      sessionNumber: 1,
      sellerName: 'Dominique Petit',
      articleCount: 3,
      totalTtcCents: 810,
      duplicateNumber: 0,
      store: { name: `Épicerie ${store.storeCode}`, addressLines: ['12 rue des Halles', '69002 Lyon'] },
      payments: [{ label: 'Espèces', amountCents: 810, tenderedCents: 2_000, changeCents: 1_190 }],
      footerLines: ['Merci de votre visite'],
    });
    expect(ticket.lines.map(({ label, vatLetter }) => [label, vatLetter])).toEqual([
      ['Café moulu 250 g', 'B'],
      ['Sac réutilisable', 'A'],
    ]);
    expect(z).toMatchObject({
      kind: 'z',
      zNumber: 1,
      openedBy: 'Responsable',
      closedBy: 'Responsable',
      ticketNumbers: { first: 1, last: 4 },
      articleCount: 3 + 2 + 1 + 1,
      salesTtcCents: 810 + 3_739 + 243 + 395,
      forcedOutUsers: ['Camille Robin', 'Dominique Petit'],
    });
  });
});

describe('the next sessions', () => {
  it('go on with the numbers, and start their totals from nothing', async () => {
    const session = await store.open(till, registerId, 20_000);
    const camille = await Cashier.connect(store, till, registerId, 'R01');
    expect(await camille.sell([BAG], [['ESP', 20]])).toMatchObject({ number: 5 });
    await store.close(till, registerId, 20_020);
    const z = value(await house.ask(adminQueries.getZ, { sessionId: session.sessionId }));
    expect(z).toMatchObject({
      zNumber: 2,
      sessionNumber: 2,
      ticketCount: 1,
      firstTicketNumber: 5,
      ttcCents: 20,
      abandonedCount: 0,
    });
  });

  it('are read by head office in the same bytes whatever the pages, and sum to their Z', async () => {
    const { items } = value(await house.ask(adminQueries.listSessions, { registerId, limit: 10 }));
    expect(items).toHaveLength(2);
    for (const { sessionId } of items) {
      const whole = await recordsOf(sessionId, 500);
      const kinds = whole.map(({ type }) => type);
      const order = ['session', 'ticket', 'abandonedTicket', 'z'];
      expect(kinds).toEqual([...kinds].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      expect((await recordsOf(sessionId, 1)).map(encodeRecord)).toEqual(whole.map(encodeRecord));
      expect((await recordsOf(sessionId, 3)).map(encodeRecord)).toEqual(whole.map(encodeRecord));
      const z = whole.find((record) => record.type === 'z');
      expect(sumRecords(whole)).toEqual(z?.totals);
    }
  });

  it('answer a command that comes again with its key, or with its own ids, as the first time', async () => {
    await store.open(till, registerId, FLOAT_CENTS);
    const camille = await Cashier.connect(store, till, registerId, 'R01');
    const [ticketId, lineId, paymentId] = [randomUUID(), randomUUID(), randomUUID()];
    await camille.start(ticketId);
    await camille.start(ticketId);
    const line = value(await camille.scan(ticketId, BAG, lineId));
    expect(value(await camille.scan(ticketId, BAG, lineId))).toEqual(line);
    const payment = value(await camille.give(ticketId, ['ESP', 50], paymentId));
    expect(value(await camille.give(ticketId, ['ESP', 50], paymentId))).toEqual(payment);
    const idempotencyKey = randomUUID();
    const body = { ticketId, printReceipt: true };
    const first = value(await camille.ask(ticketCommands.finaliseTicket, body, { idempotencyKey }));
    expect(value(await camille.ask(ticketCommands.finaliseTicket, body, { idempotencyKey }))).toEqual(first);
    expect(value(await camille.ask(ticketCommands.finaliseTicket, body))).toEqual(first);
    await camille.start(ticketId);
    const read = await house.ask(tillQueries.getTicket, { tillCredential: till.credential, ticketId });
    expect(value(read)).toEqual(first);

    const closingId = randomUUID();
    const closing = { registerId, closingId, seller: RESPONSABLE, forcePending: false };
    const started = value(await house.ask(tillCommands.startClosing, { ...asked(till), ...closing }));
    expect(started).toMatchObject({ state: 'COUNTING', z: null });
    expect(started.connectedUsers.map(({ sellerCode }) => sellerCode)).toEqual(['R01']);
    expect(value(await house.ask(tillCommands.startClosing, { ...asked(till), ...closing }))).toEqual(
      started,
    );
    const count = {
      ...closing,
      countedCashCents: FLOAT_CENTS + 20,
      forceUsers: true,
      acceptDifference: false,
    };
    const sealed = value(await house.ask(tillCommands.submitCount, { ...asked(till), ...count }));
    expect(value(await house.ask(tillCommands.submitCount, { ...asked(till), ...count }))).toEqual(sealed);
    expect(value(await house.ask(tillCommands.startClosing, { ...asked(till), ...closing }))).toEqual(sealed);
    const asking = { tillCredential: till.credential, closingId };
    expect(value(await house.ask(tillQueries.getClosing, asking))).toEqual(sealed);
  });
});
