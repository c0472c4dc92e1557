import { withCheckDigit } from '@encaisse/register-domain';
import { COUNTER_PRODUCTS } from './counter-products.js';
import { termsOf, type VatCode } from './pricing.js';
import type { Product } from './product.js';
import { BRANDS, PRODUCT_FAMILIES, type ProductFamily } from './product-families.js';

/** GS1 has given the prefixes 140 to 199 to nobody: no real product can carry such a barcode. */
const UNASSIGNED_PREFIX = '199';
/** Second barcodes: what a package says that came out before the present one. */
const FORMER_PREFIX = '198';
/** One article in so many has two barcodes. */
const TWO_BARCODES_EVERY = 10;
/** A chain of fewer products has no counter. */
const PRODUCTS_WITH_COUNTER_MIN = 100;

/** Prime, and no word list has a multiple of it: walking by it meets every combination once before any comes again. */
const STRIDE = 7919;

/**
 * Invented products with valid barcodes, always the same ones: packaged ones, and what is weighed at the counter. A label
 * fits the VAT rate that the barcode gives, so that soap is not taxed as food.
 */
export function* generatedProducts(productCount: number): Generator<Product> {
  const counter = productCount < PRODUCTS_WITH_COUNTER_MIN ? [] : COUNTER_PRODUCTS;
  yield* packagedProducts(productCount - counter.length);
  yield* counter;
}

function* packagedProducts(productCount: number): Generator<Product> {
  const taken = new Map<VatCode, number>();
  for (let index = 1; index <= productCount; index += 1) {
    const number = String(index).padStart(9, '0');
    const barcode = withCheckDigit(`${UNASSIGNED_PREFIX}${number}`);
    const former = withCheckDigit(`${FORMER_PREFIX}${number}`);
    const { vatCode } = termsOf(barcode);
    const turn = taken.get(vatCode) ?? 0;
    taken.set(vatCode, turn + 1);
    const otherBarcodes = index % TWO_BARCODES_EVERY === 0 ? [former] : [];
    yield { barcode, otherBarcodes, label: labelOf(vatCode, turn) };
  }
}

function labelOf(vatCode: VatCode, turn: number): string {
  const families = PRODUCT_FAMILIES.filter((family) => family.vatCode === vatCode);
  const family = families[turn % families.length];
  if (family === undefined) throw new Error(`no product family for the VAT rate ${vatCode}`);
  return combination(family, Math.floor(turn / families.length) * STRIDE);
}

function combination(family: ProductFamily, position: number): string {
  let rest = position;
  const words = [family.heads, family.tails, BRANDS, family.packs].map((list) => {
    const word = list[rest % list.length] ?? '';
    rest = Math.floor(rest / list.length);
    return word;
  });
  return words.filter((word) => word !== '').join(' ');
}
