import { wallClockOf } from './wall-clock.js';

/**
 * The date, YYYY-MM-DD, that the wall calendar of `timeZone` (an IANA name) shows at `instant`, an ISO string.
 * @throws RangeError on an instant or a time zone that does not exist.
 */
export const businessDateOf = (instant: string, timeZone: string): string =>
  wallClockOf(instant, timeZone).slice(0, 'YYYY-MM-DD'.length);
