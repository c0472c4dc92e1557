import { businessDateOf } from './index.js';

describe('the business date', () => {
  it.each([
    ['a winter evening in Paris', '2026-01-15T22:59:59.999Z', 'Europe/Paris', '2026-01-15'],
    ['past midnight in winter', '2026-01-15T23:00:00.000Z', 'Europe/Paris', '2026-01-16'],
    ['past midnight in summer', '2026-07-14T22:00:00.000Z', 'Europe/Paris', '2026-07-15'],
    ['the night the clock goes forward', '2026-03-29T00:59:59.999Z', 'Europe/Paris', '2026-03-29'],
    ['the hour that comes twice', '2026-10-25T01:30:00.000Z', 'Europe/Paris', '2026-10-25'],
    ['the last hour of a year', '2026-12-31T23:30:00.000Z', 'Europe/Paris', '2027-01-01'],
    ['a store in Guadeloupe', '2026-01-16T03:59:00.000Z', 'America/Guadeloupe', '2026-01-15'],
    ['a store on La Réunion', '2026-01-15T20:00:00.000Z', 'Indian/Reunion', '2026-01-16'],
  ])('is the store’s own on %s', (_, instant, timeZone, date) => {
    expect(businessDateOf(instant, timeZone)).toBe(date);
  });

  it('is not guessed from an instant or a time zone that does not exist', () => {
    expect(() => businessDateOf('2026-13-01T00:00:00.000Z', 'Europe/Paris')).toThrow(RangeError);
    expect(() => businessDateOf('2026-01-01T00:00:00.000Z', 'Europe/Lutece')).toThrow(RangeError);
  });
});
