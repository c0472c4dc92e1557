/** French as it is printed: Windows-1252 has no narrow no-break space, so the plain no-break space stands everywhere. */
const NBSP = '\u00a0';

/** 123456 → `1 234,56` (no unit: money columns say it once). */
export function amount(cents: number): string {
  const absolute = Math.abs(cents);
  const euros = grouped(Math.floor(absolute / 100));
  return `${cents < 0 ? '-' : ''}${euros},${String(absolute % 100).padStart(2, '0')}`;
}

/** 123456 → `1 234,56 €`. */
export const euros = (cents: number): string => `${amount(cents)}${NBSP}€`;

/** A difference carries its sign: `+1,00 €`, `-3,20 €`, `0,00 €`. */
export const signedEuros = (cents: number): string => `${cents > 0 ? '+' : ''}${euros(cents)}`;

/** 1500 → `1,5`, 3000 → `3`, 250 → `0,25`. */
export function quantity(thousandths: number): string {
  const absolute = Math.abs(thousandths);
  const decimals = String(absolute % 1000)
    .padStart(3, '0')
    .replace(/0+$/u, '');
  const whole = grouped(Math.floor(absolute / 1000));
  return `${thousandths < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `,${decimals}`}`;
}

/** 250 → `0,250 kg`: a scale's grams are all written. */
export const kilograms = (thousandths: number): string =>
  `${thousandths < 0 ? '-' : ''}${grouped(Math.floor(Math.abs(thousandths) / 1000))},${String(Math.abs(thousandths) % 1000).padStart(3, '0')}${NBSP}kg`;

/** 2000 → `20 %`, 550 → `5,5 %`, 210 → `2,1 %`. */
export function rate(basisPoints: number): string {
  return `${quantity(basisPoints * 10)}${NBSP}%`;
}

/** 12345 → `12 345`. */
export const number = (value: number): string => grouped(value);

/** `2026-11-24T18:32:05+01:00` → `24/11/2026`: the wall clock as written, whatever zone this process runs in. */
export const date = (wallClock: string): string => {
  const [year, month, day] = wallClock.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
};

/** `2026-11-24T18:32:05+01:00` → `18:32`. */
export const time = (wallClock: string): string => wallClock.slice(11, 16);

export const plural = (count: number, one: string, many: string): string =>
  `${grouped(count)}${NBSP}${Math.abs(count) < 2 ? one : many}`;

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/gu, NBSP);
}
