import { catalogueQueries, SEARCHED_ARTICLES_MAX, scannedText, text } from '@encaisse/contracts';
import { z } from 'zod';
import { get, type Routes } from '../api/route.js';

/** As a query string has it: its numbers are text. */
const searchQuery = z.strictObject({
  text: text(100).describe('Beginnings of words of the label, of the code or of a barcode.'),
  limit: z.coerce.number().int().min(1).max(SEARCHED_ARTICLES_MAX).default(20).describe('How many.'),
});

/** Looking articles up without selling them. */
export const catalogueRoutes = {
  searchArticles: get('/till/registers/:registerId/articles', {
    access: 'till',
    contract: catalogueQueries.searchArticles,
    input: searchQuery,
    example: { text: 'cafe mou', limit: 20 },
    summary: ['Search articles as one types', 'Chercher des articles au fil de la frappe'],
    refusals: ['REGISTER_UNKNOWN', 'IMPORT_REQUIRED'],
  }),
  readArticle: get('/till/registers/:registerId/articles/scanned', {
    access: 'till',
    contract: catalogueQueries.readArticle,
    input: z.strictObject({ barcode: scannedText }),
    example: { barcode: '3017620422003' },
    summary: ['What a scanned article costs', 'Le prix d’un article scanné'],
    refusals: ['REGISTER_UNKNOWN', 'IMPORT_REQUIRED', 'BARCODE_INVALID', 'ARTICLE_UNKNOWN'],
  }),
} as const satisfies Routes;
