/** What a quantity counts: pieces, which are whole, or kilograms, which a scale gives to the gram. */
export const ARTICLE_UNITS = ['PIECE', 'KILOGRAM'] as const;
export type ArticleUnit = (typeof ARTICLE_UNITS)[number];
