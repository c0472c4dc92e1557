import { wallClockOf } from './wall-clock.js';

describe('the clock on the wall', () => {
  it('shows the store’s time with its offset, whatever the season', () => {
    expect(wallClockOf('2026-11-24T17:32:05.678Z', 'Europe/Paris')).toBe('2026-11-24T18:32:05+01:00');
    expect(wallClockOf('2026-07-01T22:30:00.000Z', 'Europe/Paris')).toBe('2026-07-02T00:30:00+02:00');
  });

  it('knows overseas and places without an offset', () => {
    const instant = '2026-01-01T00:00:00.000Z';
    expect(wallClockOf(instant, 'America/Martinique')).toBe('2025-12-31T20:00:00-04:00');
    expect(wallClockOf(instant, 'Indian/Reunion')).toBe('2026-01-01T04:00:00+04:00');
    expect(wallClockOf(instant, 'Asia/Kolkata')).toBe('2026-01-01T05:30:00+05:30');
    expect(wallClockOf(instant, 'UTC')).toBe('2026-01-01T00:00:00+00:00');
  });

  it('tells the two hours apart that carry the same time in autumn (edge case 4)', () => {
    expect(wallClockOf('2026-10-25T00:30:00Z', 'Europe/Paris')).toBe('2026-10-25T02:30:00+02:00');
    expect(wallClockOf('2026-10-25T01:30:00Z', 'Europe/Paris')).toBe('2026-10-25T02:30:00+01:00');
  });
});
