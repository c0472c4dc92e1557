import { randomUUID } from 'node:crypto';
import { type LateTicketAsTold, sumRecords } from '@encaisse/contracts';
import type { LateDoubtCode } from '@encaisse/register-domain';
import { Cashier } from '../../test/cashier.js';
import { BAG, COFFEE, FLOAT_CENTS, type Late, LateShop } from '../../test/late-shop.js';
import { readBack } from '../../test/outbox.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';

jest.setTimeout(120_000);

const NUTELLA = '3017620422003';

let house: RegisterHouse;
let shop: LateShop;

beforeAll(async () => {
  house = await RegisterHouse.open('doubtful_late_tickets');
});
afterAll(() => house?.close());

beforeEach(async () => {
  shop = await LateShop.closed(house);
});

const lines = (...some: Late['lines']): Partial<Late> => ({ lines: some });
const paid = (tenderCode: string, tenderedCents: number): Partial<Late> => ({
  payments: [{ paymentId: randomUUID(), tenderCode, tenderedCents }],
});
const aLine = (more: Partial<Late['lines'][number]> = {}): Late['lines'][number] => ({
  lineId: randomUUID(),
  barcode: COFFEE,
  ttcCents: 395,
  ...more,
});
const kept = async (more: Partial<Late>) => value(await shop.keep(shop.offline(more)));
const doubtsOf = async (more: Partial<Late>) => (await kept(more)).doubts.map(({ code }) => code);

/** Admits it for a reason, and gives the ticket. */
const admitted = async (more: Partial<Late>, who: Cashier, asTold: Partial<LateTicketAsTold> = {}) => {
  const { ticketId } = await kept(more);
  expect(code(await shop.admit(ticketId, who))).toBe('LATE_TICKET_DOUBTFUL');
  return value(await shop.admit(ticketId, who, { reason: 'vu sur la bande', ...asTold }));
};

/** The data of the closed session are cleaned away, all but its header. */
const cleanData = () =>
  house.admin.query(
    `DELETE FROM catalogue_dataset_parts WHERE name <> 'storeHeader' AND dataset_id =
      (SELECT dataset_id FROM register_sessions WHERE session_id = ?)`,
    [shop.sessionId],
  );

describe('a late ticket that is doubtful', () => {
  it('is kept whatever is doubtful about it, and says what (edge case 34)', async () => {
    const coffee = aLine();
    const bag = aLine({ barcode: BAG, ttcCents: 20 });
    const doubtful: readonly (readonly [readonly LateDoubtCode[], Partial<Late>])[] = [
      [['SELLER'], { sellerCode: 'V02' }],
      [['SELLER'], { sellerCode: 'GHOST' }],
      [['PRICE'], { ...lines(aLine({ ttcCents: 394 }), bag), ttcCents: 414 }],
      [['PRICE', 'TOTAL'], lines(aLine({ ttcCents: 394 }), bag)],
      [['TOTAL'], { ttcCents: 414 }],
      [['CLOCK'], { soldAt: '1970-01-01T00:00:12.000Z' }],
      [['CLOCK'], { soldAt: '2099-01-01T00:00:00.000Z' }],
      [['ARTICLE'], lines(aLine({ barcode: NUTELLA }), bag)],
      [['ARTICLE'], lines(aLine({ barcode: '1990000000015' }), bag)],
      [['ARTICLE'], lines(aLine({ barcode: 'a smudge' }), bag)],
      [['QUANTITY'], lines(aLine({ quantityThousandths: 500 }), bag)],
      [['REPEATED_ID'], lines(coffee, { ...bag, lineId: coffee.lineId })],
      [['TENDER'], paid('BITCOIN', 415)],
      [['PAYMENT'], paid('ESP', 414)],
      [['PAYMENT'], { payments: [] }],
      [['PAYMENT'], paid('CB', 416)],
      [['PAYMENT'], paid('ESP', 1_000_000_000)],
    ];
    for (const [doubts, more] of doubtful) expect([more, await doubtsOf(more)]).toEqual([more, doubts]);
    expect(await shop.waiting()).toMatchObject({ waiting: doubtful.length });
  });

  it('is shown with its doubts, as its page told it, and its chain tells them (edge case 34)', async () => {
    const line = aLine({ barcode: NUTELLA, ttcCents: 499, label: 'Pâte à tartiner', vatBasisPoints: 550 });
    const ticket = await kept({ sellerCode: 'V02', ...lines(line), ...paid('CB', 499), ttcCents: 499 });
    expect(ticket).toMatchObject({
      sellerName: 'Claude Moreau',
      lines: [{ ...line, quantityThousandths: null, known: null }],
      payments: [{ tenderCode: 'CB', known: { kind: 'CARD' } }],
      doubts: [
        { code: 'SELLER', titleFr: expect.stringContaining('vendeur'), facts: { sellerCode: 'V02' } },
        { code: 'ARTICLE', title: expect.any(String), facts: { lineId: line.lineId, barcode: NUTELLA } },
      ],
    });
    expect((await shop.waiting()).items).toEqual([ticket]);
    const { rows, stored, replayed } = await readBack(house, shop.registerId);
    expect(replayed).toEqual(stored);
    expect(rows.at(-1)?.event).toMatchObject({ type: 'lateTicketKept', doubts: ['SELLER', 'ARTICLE'] });
  });

  it('is one when it comes again, doubts and all; of no session it is refused (edge case 34)', async () => {
    const late = shop.offline({ sellerCode: 'V02', ttcCents: 1 });
    const first = value(await shop.keep(late));
    expect(value(await shop.keep(late))).toEqual(first);
    expect(code(await shop.keep({ ...late, ttcCents: 2 }))).toBe('LATE_TICKET_DIFFERS');
    expect(code(await shop.keep(shop.offline({ sessionId: randomUUID() })))).toBe('SESSION_UNKNOWN');
  });

  it('is kept when the data of its session are gone, and priced as it was told (edge case 34)', async () => {
    await cleanData();
    const { who } = await shop.elsewhere();
    const ticket = await kept({
      ...lines(aLine({ ttcCents: 380 }), aLine({ barcode: BAG, ttcCents: 20 })),
      ttcCents: 400,
    });
    expect(ticket.doubts.map((doubt) => doubt.code)).toEqual(['DATA_GONE']);
    const sold = value(await shop.admit(ticket.ticketId, who, { reason: 'prix de la bande' }));
    expect(sold).toMatchObject({
      ttcCents: 400,
      changeCents: 100,
      // The article of today at the price of then.
      lines: [
        {
          label: 'Café moulu 250 g',
          grossFrom: 'TOLD',
          unitPriceCents: 380,
          listPriceCents: 380,
          ttcCents: 380,
        },
        { grossFrom: 'PRICE', ttcCents: 20 },
      ],
      vat: [
        { basisPoints: 550, ttcCents: 380 },
        { basisPoints: 2_000, ttcCents: 20 },
      ],
    });
  });
});

describe('a doubtful late ticket that is admitted as it was told', () => {
  it('says why on its record, on its events, and to head office, whose sums agree (edge case 34)', async () => {
    const { running, who } = await shop.reopen();
    const line = aLine({ ttcCents: 1_000, quantityThousandths: 3_000 });
    const ticket = await admitted({ ...lines(line), ...paid('CB', 1_000), ttcCents: 999 }, who);
    const late = { doubts: ['PRICE', 'TOTAL'], reason: 'vu sur la bande', admittedBy: 'R01' };
    expect(ticket).toMatchObject({
      number: 2,
      ttcCents: 1_000,
      lines: [
        { articleCode: `A${COFFEE}`, quantityThousandths: 3_000, unitPriceCents: 333, ttcCents: 1_000 },
      ],
      late,
    });
    const { rows } = await readBack(house, shop.registerId);
    expect(rows.at(-1)?.event).toMatchObject({
      type: 'ticketFinalised',
      late: { doubts: ['PRICE', 'TOTAL'], reason: 'vu sur la bande' },
    });
    expect((await shop.list('ADMITTED')).items).toMatchObject([
      { standing: 'ADMITTED', settled: { by: 'R01', sessionId: running, reason: 'vu sur la bande' } },
    ]);
    await shop.store.close(shop.till, shop.registerId, FLOAT_CENTS);
    const records = await shop.exported(running);
    expect(records.filter(({ type }) => type === 'ticket')).toMatchObject([{ late }]);
    const last = records.at(-1);
    expect(last?.type === 'z' && last.totals).toEqual(sumRecords(records));
  });

  it('is by whoever is said to have sold it, when it is said to have been sold', async () => {
    const { who } = await shop.reopen();
    const soldAt = '1970-01-01T00:00:12.000Z';
    const ticket = await admitted({ sellerCode: 'GHOST', soldAt }, who);
    expect(ticket).toMatchObject({
      sellerCode: 'GHOST',
      ttcCents: 415,
      late: { soldAt, doubts: ['CLOCK', 'SELLER'] },
    });
  });

  it('wants the VAT rate of an article that nobody knows, from the page or from a person', async () => {
    const { who } = await shop.reopen();
    const told = aLine({ barcode: NUTELLA, ttcCents: 500, vatBasisPoints: 550, label: 'Pâte à tartiner' });
    expect(await admitted(lines(told), who)).toMatchObject({
      ttcCents: 500,
      lines: [{ articleCode: 'UNKNOWN', barcode: NUTELLA, label: 'Pâte à tartiner', vatBasisPoints: 550 }],
    });
    const line = aLine({ barcode: 'a smudge', ttcCents: 500, vatBasisPoints: 1_960 });
    const { ticketId } = await kept({ ...lines(line), ttcCents: 500 });
    const reason = 'article retrouvé en rayon';
    const outcome = await shop.admit(ticketId, who, { reason });
    expect(outcome).toMatchObject({
      refusal: {
        code: 'LATE_TICKET_INCOMPLETE',
        facts: { lines: [{ lineId: line.lineId }], vatRates: [550, 2_000], payments: [] },
      },
    });
    const rated = (vatBasisPoints: number) => ({
      reason,
      vatRates: [{ lineId: line.lineId, vatBasisPoints }],
    });
    expect(code(await shop.admit(ticketId, who, rated(1_234)))).toBe('LATE_TICKET_INCOMPLETE');
    expect(value(await shop.admit(ticketId, who, rated(2_000)))).toMatchObject({
      lines: [{ barcode: '0000', label: 'Article inconnu', vatBasisPoints: 2_000 }],
      vat: [{ basisPoints: 2_000, ttcCents: 500 }],
    });
  });

  it('wants the tender of a payment that nobody knows', async () => {
    const { who } = await shop.reopen();
    const payment = { paymentId: randomUUID(), tenderCode: 'BITCOIN', tenderedCents: 415 };
    const { ticketId } = await kept({ payments: [payment] });
    const reason = 'payé par carte';
    expect(await shop.admit(ticketId, who, { reason })).toMatchObject({
      refusal: {
        code: 'LATE_TICKET_INCOMPLETE',
        facts: { payments: [{ tenderCode: 'BITCOIN' }], tenderCodes: ['CB', 'CHQ', 'ESP', 'TR'] },
      },
    });
    const tenders = [{ paymentId: payment.paymentId, tenderCode: 'CB' }];
    expect(value(await shop.admit(ticketId, who, { reason, tenders }))).toMatchObject({
      payments: [{ tenderCode: 'CB', kind: 'CARD', amountCents: 415 }],
    });
  });

  it('sells half of a piece as a weight, and gives what had one id two', async () => {
    const { who } = await shop.reopen();
    const half = aLine({ quantityThousandths: 500, ttcCents: 198 });
    expect(await admitted({ ...lines(half, half), ttcCents: 396 }, who)).toMatchObject({
      ttcCents: 396,
      lines: [
        { lineId: half.lineId, unit: 'KILOGRAM', quantityThousandths: 500, ttcCents: 198 },
        { lineId: expect.not.stringContaining(half.lineId), ttcCents: 198 },
      ],
    });
  });

  it('is refused when what it tells makes no ticket, and dismissed instead (edge case 34)', async () => {
    const { running, who } = await shop.reopen();
    const reason = 'retapé, ticket 12';
    const impossible: readonly Partial<Late>[] = [
      paid('ESP', 414),
      paid('CB', 416),
      { payments: [] },
      { ...lines(aLine({ ttcCents: 99_999_999_999 })), ttcCents: 99_999_999_999 },
      { ...lines(aLine({ quantityThousandths: 1, ttcCents: 999_999_999 })), ttcCents: 999_999_999 },
    ];
    for (const more of impossible) {
      const { ticketId } = await kept(more);
      expect([more, code(await shop.admit(ticketId, who, { reason }))]).toEqual([
        more,
        'LATE_TICKET_INADMISSIBLE',
      ]);
      expect(value(await shop.dismiss(ticketId, who, reason))).toMatchObject({
        standing: 'DISMISSED',
        settled: { by: 'R01', sessionId: running, reason },
      });
    }
    expect((await shop.waiting()).waiting).toBe(0);
  });
});
