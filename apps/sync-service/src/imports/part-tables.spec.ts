import { PART_NAMES, PARTS } from '@encaisse/contracts';
import { PART_TABLES, rejectsAllowed } from './part-tables.js';

describe('the table of a part', () => {
  it('has a column for each of the contract, in its order', () => {
    for (const name of PART_NAMES) {
      const ours = PART_TABLES[name].columns.map((column) =>
        column.replace(/_(\w)/gu, (_whole, letter: string) => letter.toUpperCase()),
      );
      expect(ours).toEqual(PARTS[name].columns);
    }
  });
});

describe('the number of bad rows a part may have', () => {
  it('is a share of its rows, and at least one where rows may be lost', () => {
    expect(rejectsAllowed('articles', 100_000, 10)).toBe(1_000);
    expect(rejectsAllowed('articles', 1_999, 10)).toBe(19);
    expect(rejectsAllowed('sellers', 5, 10)).toBe(1);
    expect(rejectsAllowed('sellers', 5, 0)).toBe(0);
  });

  it('is none where every ticket would be wrong without the row', () => {
    for (const name of ['vatRates', 'tenders', 'storeHeader'] as const) {
      expect(rejectsAllowed(name, 10_000, 1_000)).toBe(0);
    }
  });
});
