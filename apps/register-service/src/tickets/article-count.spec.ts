import type { ArticleUnit } from '@encaisse/register-domain';
import { articleCountOf } from './article-count.js';

const lines = (unit: ArticleUnit, ...quantities: readonly number[]) =>
  quantities.map((quantityThousandths) => ({ unit, quantityThousandths }));

describe('the number of articles', () => {
  it('counts each piece, and one for each weighed line', () => {
    expect(articleCountOf([])).toBe(0);
    expect(articleCountOf(lines('PIECE', 1_000, 3_000))).toBe(4);
    expect(articleCountOf(lines('KILOGRAM', 325, 1_250, 2_000))).toBe(3);
  });

  it('counts nothing that is given back', () => {
    expect(articleCountOf([...lines('PIECE', -1_000, 2_000), ...lines('KILOGRAM', -500)])).toBe(2);
  });
});
