const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using one, and a chain has few time zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * What the clock on the wall of `timeZone` (an IANA name) shows at `instant`, an ISO string, with its offset and without
 * fractions: `2026-11-24T18:32:05+01:00`. Offsets are whole minutes, as all are that are in use.
 * @throws RangeError on an instant or a time zone that does not exist.
 */
export function wallClockOf(instant: string, timeZone: string): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  // "GMT+01:00", and bare "GMT" where there is no offset.
  const offset = part('timeZoneName').slice('GMT'.length);
  return `${date}T${time}${offset === '' ? '+00:00' : offset}`;
}
