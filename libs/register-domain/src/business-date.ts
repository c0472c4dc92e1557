const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using one, and a chain has few time zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * The date, YYYY-MM-DD, that the wall calendar of `timeZone` (an IANA name) shows at `instant`, an ISO string.
 * @throws RangeError on an instant or a time zone that does not exist.
 */
export function businessDateOf(instant: string, timeZone: string): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}
