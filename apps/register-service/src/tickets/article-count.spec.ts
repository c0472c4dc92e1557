import { articleCountOf } from './article-count.js';

const lines = (...quantities: readonly number[]) =>
  quantities.map((quantityThousandths) => ({ quantityThousandths }));

describe('the number of articles', () => {
  it('counts each piece, and one for each weighed line', () => {
    expect(articleCountOf([])).toBe(0);
    expect(articleCountOf(lines(1_000, 3_000))).toBe(4);
    expect(articleCountOf(lines(325, 1_250, 2_000))).toBe(4);
  });
});
