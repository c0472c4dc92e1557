import { isBehind } from './behind.js';
import type { Witnessed } from './witness.js';

const seen: Witnessed = {
  registerId: 'register-1',
  incarnation: 'life-1',
  version: 10,
  lastHash: 'hash-10',
  epoch: 2,
  ticketNumber: 40,
  zNumber: 3,
  duplicates: 5,
  isGone: false,
};
const hashAt = async (_: string, version: number) => (version < 9 ? undefined : `hash-${version}`);
const behind = (now: Partial<Witnessed> | null, before: Partial<Witnessed> = {}) =>
  isBehind(
    [{ ...seen, ...before }],
    new Map(now === null ? [] : [['register-1', { ...seen, ...now }]]),
    hashAt,
  );

describe('a database, by its witness', () => {
  it.each([
    ['is where it was', {}, {}],
    ['has gone on', { version: 12, lastHash: 'hash-12' }, {}],
    [
      'has archived what the witness saw',
      { version: 12, lastHash: 'hash-12' },
      { version: 5, lastHash: 'hash-5' },
    ],
    ['is in a newer life, past all numbers', { incarnation: 'life-2', version: 7, ticketNumber: 1_040 }, {}],
  ])('is no older copy when it %s', async (_what, now, before) => {
    await expect(behind(now, before)).resolves.toBe(false);
  });

  it.each<[string, Partial<Witnessed> | null, Partial<Witnessed>]>([
    ['has fewer events', { version: 9, lastHash: 'hash-9' }, {}],
    ['has as many events, and others', { lastHash: 'other' }, {}],
    ['has gone another way', { version: 12, lastHash: 'hash-12' }, { lastHash: 'other' }],
    ['is in another life, with numbers that were used', { incarnation: 'life-0', ticketNumber: 39 }, {}],
    ['has fewer duplicates, and otherwise the same', { duplicates: 4 }, {}],
    [
      'is in another life, with numbers of duplicates that were used',
      { incarnation: 'life-0', duplicates: 4 },
      {},
    ],
    ['has lost a register', null, {}],
    ['has an older one of a register that was gone', { version: 9, lastHash: 'hash-9' }, { isGone: true }],
  ])('is an older copy when it %s', async (_what, now, before) => {
    await expect(behind(now, before)).resolves.toBe(true);
  });

  it('is no older copy for a register whose end was noticed', async () => {
    await expect(behind(null, { isGone: true })).resolves.toBe(false);
  });
});
