import { catalogueQueries, ticketCommands } from '@encaisse/contracts';
import { withCheckDigit } from '@encaisse/register-domain';
import { Cashier, type Scanned } from '../../test/cashier.js';
import { ARTICLES, CHICKEN, COMTE, SECOND_BARCODE } from '../../test/catalogue.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

const GS = '\u001d';
const [coffee] = ARTICLES;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let camille: Cashier;

beforeAll(async () => {
  house = await RegisterHouse.open('catalogue_reading');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
}, 60_000);
afterAll(() => house?.close(), 60_000);

const search = (text: string, limit = 20) =>
  house.ask(catalogueQueries.searchArticles, { tillCredential: till.credential, registerId, text, limit });
const labelsOf = async (text: string, limit?: number) =>
  value(await search(text, limit)).articles.map(({ label }) => label);
const priceOf = (barcode: string) =>
  house.ask(catalogueQueries.readArticle, { tillCredential: till.credential, registerId, barcode });

/** The only line of a draft with this one scan. */
async function sold(what: Scanned) {
  const ticketId = await camille.start();
  const [line] = value(await camille.scan(ticketId, what)).lines;
  await camille.ask(ticketCommands.abandonTicket, { ticketId });
  return line;
}
async function refusalOf(what: Scanned) {
  const ticketId = await camille.start();
  const answer = await camille.scan(ticketId, what);
  await camille.ask(ticketCommands.abandonTicket, { ticketId });
  return answer.ok ? 'sold' : answer.refusal;
}

describe('articles, before a register has any', () => {
  it('are neither searched nor priced', async () => {
    expect(code(await search('cafe'))).toBe('IMPORT_REQUIRED');
    expect(code(await priceOf(coffee.barcode))).toBe('IMPORT_REQUIRED');
    const strange = { registerId: crypto.randomUUID(), tillCredential: till.credential };
    expect(code(await house.ask(catalogueQueries.searchArticles, { ...strange, text: 'a', limit: 1 }))).toBe(
      'REGISTER_UNKNOWN',
    );
    expect(
      code(
        await house.ask(catalogueQueries.readArticle, {
          ...strange,
          tillCredential: 'x'.repeat(40),
          barcode: '4042',
        }),
      ),
    ).toBe('TILL_NOT_ENROLLED');
  });
});

describe('articles of a register that has data', () => {
  beforeAll(async () => {
    await store.import(till, registerId);
    await store.open(till, registerId);
    camille = await Cashier.connect(store, till, registerId);
  }, 60_000);

  it('are found by the beginnings of words, without accents or capitals, as one types', async () => {
    for (const text of ['c', 'CAF', 'café m', 'MOULU caf', '250 cafe']) {
      expect([text, await labelsOf(text)]).toEqual([text, expect.arrayContaining([coffee.label])]);
    }
    expect(await labelsOf('d olive')).toEqual(['Huile d’olive 50 cl']);
    expect(await labelsOf('afe')).toEqual([]);
    expect(await labelsOf('café champagne')).toEqual([]);
    expect(await labelsOf('%')).toEqual([]);
  });

  it('come with those first whose label begins so, and no more than were asked for', async () => {
    expect(await labelsOf('c', 2)).toEqual(['Café moulu 250 g', 'Champagne brut 75 cl']);
  });

  it('are found by their code and by any of their barcodes, with all of these', async () => {
    for (const text of [`a${coffee.barcode}`, coffee.barcode.slice(0, 13), SECOND_BARCODE.slice(0, 6)]) {
      expect([text, value(await search(text)).articles]).toEqual([
        text,
        [
          {
            articleCode: `A${coffee.barcode}`,
            label: coffee.label,
            unit: 'PIECE',
            unitPriceCents: coffee.priceCents,
            vatBasisPoints: 550,
            barcodes: [SECOND_BARCODE, coffee.barcode],
          },
        ],
      ]);
    }
  });

  it('tell their price, and that of a label, without selling anything', async () => {
    expect(value(await priceOf(coffee.barcode))).toMatchObject({
      article: { label: coffee.label, unitPriceCents: 395 },
      barcode: coffee.barcode,
      sale: { quantityThousandths: 1_000, grossCents: 395 },
    });
    expect(value(await priceOf(withCheckDigit('210004200745')))).toMatchObject({
      article: { unit: 'KILOGRAM' },
      sale: { quantityThousandths: 325, grossCents: 745 },
    });
    expect(value(await priceOf(COMTE.typedCode))).toMatchObject({
      article: { unitPriceCents: 2_290 },
      sale: null,
    });
    expect(code(await priceOf('3017620422003'))).toBe('ARTICLE_UNKNOWN');
    expect(code(await priceOf('3017620422004'))).toBe('BARCODE_INVALID');
  });

  it('are sold by any of their barcodes, in every form that a scanner gives it', async () => {
    for (const [text, barcode] of [
      [coffee.barcode, coffee.barcode],
      [`0${coffee.barcode}`, coffee.barcode],
      [SECOND_BARCODE, SECOND_BARCODE],
      [`0${SECOND_BARCODE}`, SECOND_BARCODE],
      [`]E0${coffee.barcode}`, coffee.barcode],
      [`(01)0${coffee.barcode}(10)LOT-7`, coffee.barcode],
      [`]d2010${coffee.barcode}10LOT-7${GS}17261231`, coffee.barcode],
      [`https://id.example.org/01/0${coffee.barcode}/21/S1?17=261231`, coffee.barcode],
      [`https://id.example.org/01/00${SECOND_BARCODE}`, SECOND_BARCODE],
    ] as const) {
      expect([text, await sold(text)]).toMatchObject([
        text,
        {
          articleCode: `A${coffee.barcode}`,
          barcode,
          label: coffee.label,
          quantityThousandths: 1_000,
          ttcCents: 395,
        },
      ]);
    }
  });

  it('are sold at the price or by the weight on a label of the chain’s own', async () => {
    const comte = { articleCode: `A${COMTE.barcode}`, unit: 'KILOGRAM', unitPriceCents: 2_290 };
    const priced = withCheckDigit('210004200745');
    expect(await sold(priced)).toMatchObject({
      ...comte,
      barcode: priced,
      quantityThousandths: 325,
      grossCents: 745,
      grossFrom: 'BARCODE',
      ttcCents: 745,
    });
    const weighed = withCheckDigit('260004200325');
    expect(await sold(weighed)).toMatchObject({
      ...comte,
      barcode: weighed,
      quantityThousandths: 325,
      grossCents: 744,
      grossFrom: 'PRICE',
    });
    expect(await sold(withCheckDigit('210004301187'))).toMatchObject({
      articleCode: `A${CHICKEN.barcode}`,
      unit: 'PIECE',
      quantityThousandths: 1_000,
      unitPriceCents: 1_187,
      grossFrom: 'BARCODE',
      ttcCents: 1_187,
    });
  });

  it('are weighed by a GS1 code, or by the cashier', async () => {
    expect(await sold(`(01)0${COMTE.barcode}(3103)000325`)).toMatchObject({
      quantityThousandths: 325,
      ttcCents: 744,
    });
    expect(await sold(`https://id.example.org/01/0${COMTE.barcode}?3103=000325&3922=750`)).toMatchObject({
      quantityThousandths: 325,
      ttcCents: 750,
    });
    for (const barcode of [COMTE.typedCode, COMTE.barcode, COMTE.weightBarcode]) {
      expect(await sold([barcode, 250])).toMatchObject({ barcode, quantityThousandths: 250, ttcCents: 573 });
    }
  });

  it('are refused in a quantity in which they are not sold', async () => {
    const problem = (what: string) => ({
      code: 'QUANTITY_INVALID',
      facts: expect.objectContaining({ problem: what }),
    });
    expect(await refusalOf(COMTE.typedCode)).toEqual(problem('WEIGHT_MISSING'));
    expect(await refusalOf([coffee.barcode, 1_500])).toEqual(problem('NOT_WHOLE'));
    expect(await refusalOf([withCheckDigit('210004200745'), 2_000])).toEqual(problem('LABEL_SAYS'));
  });

  it('are refused when a code was misread, is no barcode, or names nothing', async () => {
    const problem = (what: string) => ({ code: 'BARCODE_INVALID', facts: { problem: what } });
    expect(await refusalOf('1990000000015')).toEqual(problem('CHECK_DIGIT'));
    expect(await refusalOf('https://example.org/promo')).toEqual(problem('NOT_A_BARCODE'));
    expect(await refusalOf('(00)376104250021234569')).toEqual(problem('NO_ARTICLE'));
    expect(await refusalOf('(01)03017620422003(3103)000001(3103)000002')).toEqual(problem('MEASURE'));
    // 7 verifies 0745 under rule 24; 8 does not.
    const verified = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) =>
      withCheckDigit(`2400042${digit}0745`),
    );
    const answers = await Promise.all(verified.map(async (label) => refusalOf(label)));
    expect(answers.filter((answer) => answer !== 'sold' && answer.code === 'BARCODE_INVALID')).toHaveLength(
      9,
    );
    expect(answers.filter((answer) => answer !== 'sold' && answer.code === 'ARTICLE_UNKNOWN')).toHaveLength(
      1,
    );
    expect(await refusalOf(withCheckDigit('219999900745'))).toMatchObject({ code: 'ARTICLE_UNKNOWN' });
  });

  it('are the same line when the same scan comes again under its line, and never another', async () => {
    const ticketId = await camille.start();
    const lineId = crypto.randomUUID();
    const priced = withCheckDigit('210004200745');
    value(await camille.scan(ticketId, priced, lineId));
    expect(value(await camille.scan(ticketId, priced, lineId)).lines).toHaveLength(1);
    expect(code(await camille.scan(ticketId, withCheckDigit('210004200746'), lineId))).toBe('ID_REUSED');
    await camille.ask(ticketCommands.abandonTicket, { ticketId });
  });

  it('stay on a parked ticket as they were sold, although head office has deleted them since (edge case 25)', async () => {
    const { barcode } = ARTICLES[3];
    const ticketId = await camille.draft(barcode);
    value(await camille.ask(ticketCommands.parkTicket, { ticketId }));
    for (const table of ['articles', 'barcodes', 'prices']) {
      await house.admin.query(`DELETE FROM catalogue_${table} WHERE article_code = ?`, [`A${barcode}`]);
    }
    expect((await priceOf(barcode)).ok).toBe(false);
    expect(await labelsOf('champagne')).toEqual([]);
    const resumed = value(await camille.ask(ticketCommands.resumeTicket, { ticketId }));
    expect(resumed.lines).toMatchObject([{ label: ARTICLES[3].label, unitPriceCents: 2_990 }]);
    value(await camille.give(ticketId, ['CB', 2_990]));
    expect(value(await camille.finalise(ticketId))).toMatchObject({ state: 'FINALISED', ttcCents: 2_990 });
  });
});
