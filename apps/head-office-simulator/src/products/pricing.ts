import { createHash } from 'node:crypto';

/** The rates in force in mainland France, with the codes that this head office gives them. */
export const VAT_RATES = [
  { vatCode: 'TP', basisPoints: 210, label: 'Taux particulier 2,1 %' },
  { vatCode: 'TR', basisPoints: 550, label: 'Taux réduit 5,5 %' },
  { vatCode: 'TI', basisPoints: 1000, label: 'Taux intermédiaire 10 %' },
  { vatCode: 'TN', basisPoints: 2000, label: 'Taux normal 20 %' },
] as const;
export type VatCode = (typeof VAT_RATES)[number]['vatCode'];

interface Band {
  /** How many articles in a hundred. */
  readonly percent: number;
  readonly eurosMin: number;
  readonly eurosMax: number;
  /** Cents that prices of this band end with. */
  readonly endings: readonly number[];
}

const COINS = [20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95];
const SMALL = [5, 9, 15, 19, 25, 29, 35, 39, 45, 49, 55, 59, 65, 69, 75, 79, 85, 89, 95, 99];
const MEDIUM = [20, 25, 49, 50, 75, 90, 95, 99];
const LARGE = [50, 90, 95, 99];
const DEAR = [0, 50, 90];

/** What things cost in a supermarket, by VAT rate: food is cheap, the press cheaper, only the normal rate has dear things. */
const BANDS: Readonly<Record<VatCode, readonly Band[]>> = {
  TP: [
    { percent: 70, eurosMin: 1, eurosMax: 4, endings: [20, 50, 80, 90] },
    { percent: 30, eurosMin: 5, eurosMax: 9, endings: [50, 90, 95] },
  ],
  TR: [
    { percent: 8, eurosMin: 0, eurosMax: 0, endings: COINS },
    { percent: 62, eurosMin: 1, eurosMax: 4, endings: SMALL },
    { percent: 24, eurosMin: 5, eurosMax: 9, endings: MEDIUM },
    { percent: 6, eurosMin: 10, eurosMax: 39, endings: LARGE },
  ],
  TI: [
    { percent: 60, eurosMin: 2, eurosMax: 5, endings: MEDIUM },
    { percent: 40, eurosMin: 6, eurosMax: 13, endings: LARGE },
  ],
  TN: [
    { percent: 4, eurosMin: 0, eurosMax: 0, endings: COINS },
    { percent: 38, eurosMin: 1, eurosMax: 4, endings: SMALL },
    { percent: 30, eurosMin: 5, eurosMax: 9, endings: MEDIUM },
    { percent: 22, eurosMin: 10, eurosMax: 49, endings: LARGE },
    { percent: 6, eurosMin: 50, eurosMax: 149, endings: DEAR },
  ],
};

/** How many articles in a hundred have each rate. */
const VAT_PERCENT: ReadonlyArray<readonly [VatCode, number]> = [
  ['TR', 70],
  ['TN', 25],
  ['TI', 4],
  ['TP', 1],
];

export interface ArticleTerms {
  readonly vatCode: VatCode;
  /** Taxes included, 20 to 14 990. */
  readonly priceCents: number;
}

/** VAT rate and price of a product, from its barcode alone: the same on every machine and at every start. */
export function termsOf(barcode: string): ArticleTerms {
  const digest = createHash('sha256').update(barcode).digest();
  const draw = (index: number, size: number): number => digest.readUInt32BE(4 * index) % size;
  const vatCode = weighted(VAT_PERCENT, draw(0, 100));
  const band = weighted(
    BANDS[vatCode].map((one) => [one, one.percent] as const),
    draw(1, 100),
  );
  const euros = band.eurosMin + draw(2, band.eurosMax - band.eurosMin + 1);
  const ending = band.endings[draw(3, band.endings.length)] ?? 0;
  return { vatCode, priceCents: 100 * euros + ending };
}

function weighted<T>(choices: ReadonlyArray<readonly [T, number]>, draw: number): T {
  let passed = 0;
  for (const [choice, percent] of choices) {
    passed += percent;
    if (draw < passed) return choice;
  }
  throw new Error('the percentages do not sum to 100');
}
