import type { ArticleUnit } from '@encaisse/register-domain';
import type { ArticleTerms } from './pricing.js';

/** What a chain sells. */
export interface Product {
  readonly barcode: string;
  readonly label: string;
  /** Further barcodes of the same article; none where left out. */
  readonly otherBarcodes?: readonly string[];
  /** A piece where left out. */
  readonly unit?: ArticleUnit;
  /** VAT rate and price, where they do not follow from the barcode. */
  readonly terms?: ArticleTerms;
}
