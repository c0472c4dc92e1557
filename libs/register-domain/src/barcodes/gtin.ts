/** Lengths at which digits are a GTIN, whose last digit checks the others; other lengths are a chain's own codes. */
const GTIN_LENGTHS = new Set([8, 12, 13, 14]);

/** The digit that follows these and checks them (GS1 General Specifications §7.9.1: weights 3 and 1 from the right). */
export function checkDigitOf(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    sum += Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10;
}

/** The digits with their check digit. */
export const withCheckDigit = (digits: string): string => `${digits}${checkDigitOf(digits)}`;

/** Whether a scanner would refuse this barcode. False for lengths that carry no check digit. */
export const hasWrongCheckDigit = (barcode: string): boolean =>
  GTIN_LENGTHS.has(barcode.length) && checkDigitOf(barcode.slice(0, -1)) !== Number(barcode.at(-1));

/**
 * Every length at which the same GTIN may stand in a dataset, as it was read first: a UPC-A is an EAN-13 that begins with
 * 0, and a GTIN-14 whose first digit is 0 names the piece that its GTIN-13 names. A code of the chain's own has one form.
 */
export function formsOfBarcode(barcode: string): readonly string[] {
  if (!GTIN_LENGTHS.has(barcode.length)) return [barcode];
  const whole = barcode.padStart(14, '0');
  const forms = [13, 12, 8, 14]
    .map((length) => ({ form: whole.slice(14 - length), dropped: whole.slice(0, 14 - length) }))
    .filter(({ dropped }) => !/[1-9]/u.test(dropped))
    .map(({ form }) => form);
  return [barcode, ...forms.filter((form) => form !== barcode)];
}
