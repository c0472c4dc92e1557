import { searchText } from './search-text.js';

describe('text as it is searched', () => {
  it.each([
    ['Café moulu 250 g', 'cafe moulu 250 g'],
    ['L’ŒUF « bio »   x6 ', 'l oeuf bio x6'],
    ['Crème bru\u0302lée', 'creme brulee'],
    ['½ baguette, 1,5 %', '1 2 baguette 1 5'],
    ['ﾃｽﾄ Æble', 'テスト aeble'],
    ['\t|\n', ''],
  ])('of %s is %s', (text, words) => {
    expect(searchText(text)).toBe(words);
  });
});
