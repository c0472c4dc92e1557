const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Narrow, and never at the end of a line. */
export const THIN = '\u202f';

export const plural = (count: number, one: string, many: string): string =>
  `${count}${THIN}${Math.abs(count) < 2 ? one : many}`;

/** To the minute up to two days: « 11 min », « 16 h 05 », « 3 jours ». */
export function duration(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.floor(ms / MINUTE_MS))}${THIN}min`;
  if (ms >= 2 * DAY_MS) return plural(Math.floor(ms / DAY_MS), 'jour', 'jours');
  const [hours, minutes] = [Math.floor(ms / HOUR_MS), Math.floor((ms % HOUR_MS) / MINUTE_MS)];
  return `${hours}${THIN}h${minutes === 0 ? '' : `${THIN}${String(minutes).padStart(2, '0')}`}`;
}

/** « 11 min », « plus de 16 h », « 3 jours »: behind « depuis », hours with minutes would be a time of day. */
export function longerThan(ms: number): string {
  if (ms < HOUR_MS || ms >= 2 * DAY_MS) return duration(ms);
  return `plus de ${duration(ms - (ms % HOUR_MS))}`;
}

/** « le 2 mars 2026 à 8 h 05 », where the store is. */
export function moment(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('fr-FR', {
    ...{ timeZone, day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = part('day') === '1' ? '1er' : part('day');
  const time = `${Number(part('hour'))}${THIN}h${THIN}${part('minute')}`;
  return `le ${day} ${part('month')} ${part('year')} à ${time}`;
}

/** « +2,50 € », « −1 234,00 € ». */
export function difference(cents: number): string {
  const euros = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(?:\d{3})+$)/gu, THIN);
  const rest = String(Math.abs(cents) % 100).padStart(2, '0');
  return `${cents < 0 ? '−' : '+'}${euros},${rest}${THIN}€`;
}
