/** The check digit that makes twelve digits an EAN-13 (GS1 General Specifications, §7.9). */
export function ean13CheckDigit(twelveDigits: string): number {
  if (!/^[0-9]{12}$/u.test(twelveDigits)) throw new Error(`not twelve digits: ${twelveDigits}`);
  const sum = [...twelveDigits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10;
}
