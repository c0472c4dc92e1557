import { SCAN_LENGTH_MAX } from '@encaisse/register-domain';
import { z } from 'zod';
import { articleUnit, basisPoints, id, positiveCents, quantityThousandths, text } from '../primitives.js';
import { rpc, tillQuery } from '../rpc.js';

/** What a scanner sends: printable ASCII, and the group separator that stands for FNC1. */
export const scannedText = z
  .string()
  .min(1)
  .max(SCAN_LENGTH_MAX)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the one control character that GS1 codes hold.
  .regex(/^[\u001d\u0020-\u007e]+$/u)
  .describe(
    "What was scanned or typed: EAN-13, EAN-8, UPC-A, ITF-14, a label of the chain's own scales, GS1-128 or GS1 DataMatrix as the scanner sends it, a GS1 Digital Link.",
  );

/** What an article is and costs in the data that a register sells from. */
export const articleView = z
  .object({
    articleCode: z.string(),
    label: z.string(),
    unit: articleUnit,
    unitPriceCents: positiveCents.describe('Of a piece or a kilogram, taxes included.'),
    vatBasisPoints: basisPoints,
  })
  .meta({ id: 'Article' });
export type ArticleView = z.infer<typeof articleView>;

export const SEARCHED_ARTICLES_MAX = 50;

/** Looking an article up without selling it. Both read the data that the register is pinned to. */
export const catalogueQueries = {
  /** Each word of the text begins a word of the label, the article's code or a barcode; accents and case do not count. */
  searchArticles: rpc(
    'encaisse.qry.catalogue.search.v1',
    tillQuery({
      registerId: id,
      text: text(100),
      limit: z.int().min(1).max(SEARCHED_ARTICLES_MAX).default(20),
    }),
    z.object({ articles: z.array(articleView.extend({ barcodes: z.array(z.string()) })) }),
  ),
  /** What a scan would put on a ticket. */
  readArticle: rpc(
    'encaisse.qry.catalogue.scan.v1',
    tillQuery({ registerId: id, barcode: scannedText }),
    z.object({
      article: articleView,
      barcode: z.string(),
      sale: z
        .object({ quantityThousandths, grossCents: positiveCents })
        .nullable()
        .describe('Null for what has to be weighed first.'),
    }),
  ),
} as const;
