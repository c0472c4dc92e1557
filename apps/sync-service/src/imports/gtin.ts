/** Lengths at which a barcode is a GTIN, whose last digit checks the others; the others are a chain's own codes. */
const GTIN_LENGTHS = new Set([8, 12, 13, 14]);

/** Whether a scanner would refuse this barcode (GS1 General Specifications §7.9: weights 3 and 1 from the right). */
export function hasWrongCheckDigit(barcode: string): boolean {
  if (!GTIN_LENGTHS.has(barcode.length)) return false;
  let sum = 0;
  for (let index = 0; index < barcode.length - 1; index += 1) {
    const fromTheRight = barcode.length - 2 - index;
    sum += Number(barcode[index]) * (fromTheRight % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10 !== Number(barcode.at(-1));
}
