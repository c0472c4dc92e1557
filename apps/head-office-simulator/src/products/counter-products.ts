import { type BarcodeRule, itemBarcodeOf } from '@encaisse/register-domain';
import type { VatCode } from './pricing.js';
import type { Product } from './product.js';

const rule = (prefix: string, kind: BarcodeRule['kind'], digits: Partial<BarcodeRule> = {}): BarcodeRule => ({
  prefix,
  kind,
  itemDigits: 5,
  verifierDigits: 0,
  valueDigits: 5,
  valueDecimals: kind === 'PRICE' ? 2 : 3,
  ...digits,
});

/**
 * How this chain's scales write their labels, after the habits of French retail: a price under 02 and 20 to 25 (under 24
 * with a digit that verifies it), a weight under 26 to 29.
 */
export const BARCODE_RULES: readonly BarcodeRule[] = [
  rule('02', 'PRICE'),
  rule('20', 'PRICE'),
  rule('21', 'PRICE'),
  rule('22', 'PRICE'),
  rule('23', 'PRICE'),
  rule('24', 'PRICE', { verifierDigits: 1, valueDigits: 4 }),
  rule('25', 'PRICE'),
  rule('26', 'WEIGHT'),
  rule('27', 'WEIGHT'),
  rule('28', 'WEIGHT'),
  rule('29', 'WEIGHT'),
];

type Goods = readonly [label: string, priceCents: number, typedCode?: string];

/** Fruit and vegetables: customers weigh them, or the cashier types the code that growers put on their stickers. */
const MARKET: readonly Goods[] = [
  ['Bananes Cavendish', 199, '4011'],
  ['Pommes Golden', 249, '4020'],
  ['Pommes Gala', 279, '4135'],
  ['Pommes Granny Smith', 289, '4017'],
  ['Poires Conférence', 329, '4421'],
  ['Citrons jaunes', 299, '4053'],
  ['Oranges à jus', 219, '4388'],
  ['Clémentines de Corse', 399, '4450'],
  ['Pamplemousses roses', 279, '4027'],
  ['Raisin blanc Italia', 429, '4022'],
  ['Kiwis verts', 449, '4030'],
  ['Pêches jaunes', 399, '4044'],
  ['Nectarines blanches', 419, '3035'],
  ['Abricots Bergeron', 459, '3302'],
  ['Cerises Burlat', 899, '4258'],
  ['Tomates rondes', 259, '4799'],
  ['Tomates grappe', 319, '4664'],
  ['Concombres', 229, '4062'],
  ['Courgettes', 249, '4067'],
  ['Aubergines', 329, '4081'],
  ['Poivrons rouges', 449, '4688'],
  ['Carottes des sables', 169, '4562'],
  ['Pommes de terre Charlotte', 189, '4727'],
  ['Oignons jaunes', 159, '4665'],
  ['Échalotes', 389, '4662'],
  ['Ail rose de Lautrec', 1_190, '4608'],
  ['Poireaux', 279, '4629'],
  ['Champignons de Paris', 499, '4645'],
  ['Endives', 299, '4543'],
  ['Haricots verts extra-fins', 699, '4066'],
];

/** What is cut at the counter, which prints a label. */
const COUNTER: readonly Goods[] = [
  ['Comté 18 mois à la coupe', 2_290],
  ['Cantal entre-deux à la coupe', 1_590],
  ['Tomme de Savoie à la coupe', 1_690],
  ['Roquefort à la coupe', 2_390],
  ['Brie de Meaux à la coupe', 1_490],
  ['Beaufort d’alpage à la coupe', 3_190],
  ['Jambon blanc supérieur à la coupe', 1_990],
  ['Jambon de Bayonne à la coupe', 2_690],
  ['Pâté de campagne à la coupe', 1_390],
  ['Rosette de Lyon à la coupe', 2_490],
  ['Entrecôte de bœuf', 3_290],
  ['Rôti de porc dans l’échine', 1_190],
  ['Filet de cabillaud', 2_790],
  ['Pavé de saumon', 2_590],
  ['Taboulé maison', 990],
  ['Olives de Nyons', 1_890],
];

/** Sold by the piece, each at the price on its label, or by the chain's own short number at the listed one. */
const PRICED_PIECES: readonly Goods[] = [
  ['Poulet fermier rôti', 1_290, '20000011'],
  ['Plateau de fromages', 1_990],
];

/** What this chain weighs or labels itself. The item number is the article's place in this list. */
export const COUNTER_PRODUCTS: readonly Product[] = [
  ...MARKET.map((goods) => ({ goods, vatCode: 'TR', unit: 'KILOGRAM' }) as const),
  ...COUNTER.map((goods) => ({ goods, vatCode: 'TR', unit: 'KILOGRAM' }) as const),
  ...PRICED_PIECES.map((goods) => ({ goods, vatCode: 'TI', unit: 'PIECE' }) as const),
].map(({ goods: [label, priceCents, typedCode], vatCode, unit }, index) => {
  const item = String(index + 1).padStart(5, '0');
  const typed = typedCode === undefined ? [] : [typedCode];
  const weighed = unit === 'KILOGRAM' ? [itemBarcodeOf(`26${item}`)] : [];
  const terms: { readonly vatCode: VatCode; readonly priceCents: number } = { vatCode, priceCents };
  return { barcode: itemBarcodeOf(`21${item}`), otherBarcodes: [...weighed, ...typed], label, unit, terms };
});
