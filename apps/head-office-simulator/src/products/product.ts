/** What a chain sells, before head office has given it a price. */
export interface Product {
  readonly barcode: string;
  readonly label: string;
}
