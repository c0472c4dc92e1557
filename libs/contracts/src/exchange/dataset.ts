import { z } from 'zod';
import { RIGHTS, text } from '../primitives.js';
import {
  articleCode,
  barcode,
  basisPoints,
  count,
  instant,
  label,
  ordinal,
  positiveCents,
  registerNumber,
  schemaVersion,
  sellerCode,
  sha256,
  storeCode,
  tenderCode,
  tenderKind,
  vatCode,
} from './values.js';

/** What a dataset is made of. A part is fetched and stored once, however many registers use it. */
export const PART_NAMES = [
  'articles',
  'barcodes',
  'prices',
  'priceExceptions',
  'vatRates',
  'tenders',
  'storeHeader',
  'sellers',
] as const;
export const partName = z.enum(PART_NAMES);
export type PartName = z.infer<typeof partName>;

export const partScope = z
  .enum(['chain', 'store'])
  .meta({ description: "`chain`: the same for every store. `store`: this store's own." });
export type PartScope = z.infer<typeof partScope>;

/** What each part holds: whose it is, and its columns in the order in which every row gives them. */
export const PARTS = {
  articles: { scope: 'chain', columns: ['articleCode', 'label', 'vatCode'] },
  barcodes: { scope: 'chain', columns: ['barcode', 'articleCode'] },
  prices: { scope: 'chain', columns: ['articleCode', 'priceCents'] },
  priceExceptions: { scope: 'store', columns: ['articleCode', 'priceCents'] },
  vatRates: { scope: 'chain', columns: ['vatCode', 'basisPoints', 'label'] },
  tenders: { scope: 'chain', columns: ['tenderCode', 'kind', 'label'] },
  storeHeader: {
    scope: 'store',
    columns: ['name', 'addressLines', 'siret', 'naf', 'vatNumber', 'phone', 'footerLines'],
  },
  sellers: { scope: 'store', columns: ['sellerCode', 'name', 'rights'] },
} as const satisfies Record<PartName, { scope: PartScope; columns: readonly string[] }>;

/** A right as head office writes it: not the closed list, so that a newer head office does not break a store. */
const rightName = z
  .string()
  .regex(/^[A-Z][A-Z_]{0,31}$/u)
  .meta({ description: `One of ${RIGHTS.join(', ')}. A store ignores a right that it does not know.` });

const shortText = text(60).meta({ examples: ['Taux normal'] });

/** What stands above and below every ticket of a store. */
export const datasetStoreHeader = z.object({
  name: text(80),
  addressLines: z.array(text(60)).max(4),
  siret: z.string().regex(/^[0-9]{14}$/u),
  naf: text(8),
  vatNumber: text(20),
  phone: z.string().max(30),
  footerLines: z.array(text(60)).max(8),
});
export type DatasetStoreHeader = z.infer<typeof datasetStoreHeader>;

/** Who works in a store, and what each of them may do. */
export const datasetSeller = z.object({
  sellerCode,
  name: text(80),
  rights: z.array(rightName).max(64),
});
export type DatasetSeller = z.infer<typeof datasetSeller>;

const { shape: header } = datasetStoreHeader;
const { shape: seller } = datasetSeller;

const rows = {
  articles: z.tuple([articleCode, label, vatCode]).meta({
    examples: [['A1990000000014', 'Café moulu pur arabica 250 g', 'TR']],
  }),
  barcodes: z.tuple([barcode, articleCode]).meta({ examples: [['1990000000014', 'A1990000000014']] }),
  prices: z.tuple([articleCode, positiveCents]).meta({
    description: 'The price of a piece, or of a kilogram, taxes included.',
    examples: [['A1990000000014', 395]],
  }),
  priceExceptions: z.tuple([articleCode, positiveCents]).meta({
    description: "Prices that this store has in the place of the chain's.",
    examples: [['A1990000000014', 349]],
  }),
  vatRates: z.tuple([vatCode, basisPoints, shortText]).meta({ examples: [['TR', 550, 'Taux réduit 5,5 %']] }),
  tenders: z.tuple([tenderCode, tenderKind, shortText]).meta({ examples: [['ESP', 'CASH', 'Espèces']] }),
  storeHeader: z
    .tuple([
      header.name,
      header.addressLines,
      header.siret,
      header.naf,
      header.vatNumber,
      header.phone,
      header.footerLines,
    ])
    .meta({
      description: 'What stands above and below every ticket: exactly one row.',
      examples: [
        [
          'Épicerie des Halles',
          ['12 rue des Halles', '69002 Lyon'],
          '00000000000000',
          '47.11B',
          'FR00000000000',
          '04 00 00 00 00',
          ['Merci de votre visite'],
        ],
      ],
    }),
  sellers: z.tuple([seller.sellerCode, seller.name, seller.rights]).meta({
    examples: [['V01', 'Camille Robin', ['CONNECT']]],
  }),
} as const satisfies Record<PartName, z.ZodType>;

/**
 * One row of each part: a tuple in the order of that part's columns. A row that does not fit is a bad row, which the
 * store sets aside with its line number and the reason.
 */
export const PART_ROWS: typeof rows = rows;
export type PartRow<N extends PartName> = z.infer<(typeof rows)[N]>;

export const datasetPart = z
  .object({
    name: partName,
    scope: partScope,
    columns: z.array(z.string()).meta({
      description:
        'Names of the columns, in the order in which each row gives them; fixed by the schema version.',
      examples: [['articleCode', 'label', 'vatCode']],
    }),
    rows: count.meta({ description: 'Number of lines of the body.' }),
    bytes: count.meta({ description: 'Size of the body before compression.' }),
    sha256: sha256.meta({
      description:
        'SHA-256 of the body before compression; it is also the identity of this version of the part.',
    }),
  })
  .meta({ description: 'One part of a dataset, named by its content.' });
export type DatasetPart = z.infer<typeof datasetPart>;

export const datasetManifest = z
  .object({
    schemaVersion,
    datasetVersion: ordinal.meta({
      description: 'Grows whenever something changes of what this register would receive; never goes back.',
      examples: [42],
    }),
    storeCode,
    registerNumber,
    createdAt: instant.meta({ description: 'When this dataset version came to be.' }),
    parts: z
      .array(datasetPart)
      .refine(
        (parts) => PART_NAMES.every((name) => parts.filter((part) => part.name === name).length === 1),
        'each part of the schema version must appear exactly once',
      )
      .meta({ description: `Exactly one of each: ${PART_NAMES.join(', ')}.` }),
  })
  .meta({ description: 'What a register must hold: the dataset version and its parts.' });
export type DatasetManifest = z.infer<typeof datasetManifest>;
