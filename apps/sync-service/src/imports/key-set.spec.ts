import { KeySet } from './key-set.js';

describe('the keys of a part', () => {
  it('are each new once and known from then on', () => {
    const keys = new KeySet(50_000);
    const all = Array.from({ length: 50_000 }, (_, index) => `A${3_000_000_000_000 + index * 7}`);
    expect(all.every((key) => keys.add(key))).toBe(true);
    expect(all.some((key) => keys.add(key))).toBe(false);
  });

  it('are told apart by a single character, case and order', () => {
    const keys = new KeySet(10);
    for (const key of ['', 'a', 'A', 'ab', 'ba', 'é', 'e\u0301', '0', '00'])
      expect([key, keys.add(key)]).toEqual([key, true]);
  });

  it('are never more than was announced', () => {
    const keys = new KeySet(2);
    keys.add('a');
    keys.add('b');
    expect(keys.add('a')).toBe(false);
    expect(() => keys.add('c')).toThrow(RangeError);
    expect(() => new KeySet(0).add('a')).toThrow(RangeError);
  });
});
