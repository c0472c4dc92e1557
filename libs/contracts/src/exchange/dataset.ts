import { EMBEDDED_KINDS } from '@encaisse/register-domain';
import { z } from 'zod';
import { RIGHTS, text } from '../primitives.js';
import {
  articleCode,
  articleUnit,
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
  'barcodeRules',
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
  articles: { scope: 'chain', columns: ['articleCode', 'label', 'vatCode', 'unit'] },
  barcodes: { scope: 'chain', columns: ['barcode', 'articleCode'] },
  barcodeRules: {
    scope: 'chain',
    columns: ['prefix', 'kind', 'itemDigits', 'verifierDigits', 'valueDigits', 'valueDecimals'],
  },
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

/** How the chain's own labels are read. */
export const datasetBarcodeRule = z.object({
  prefix: z
    .string()
    .regex(/^(?:02|2[0-9])[0-9]{0,4}$/u)
    .meta({ description: 'First digits of the labels that this rule reads.' }),
  kind: z.enum(EMBEDDED_KINDS).meta({ description: 'What the value is.' }),
  itemDigits: z.int().min(1).max(9),
  verifierDigits: z.int().min(0).max(1).meta({
    description:
      '1 when a digit verifies the value, as GS1 General Specifications §7.9 says for 4 and 5 digits.',
  }),
  valueDigits: z.int().min(1).max(6),
  valueDecimals: z.int().min(0).max(3).meta({ description: 'Decimals of a euro or of a kilogram.' }),
});

const { shape: header } = datasetStoreHeader;
const { shape: seller } = datasetSeller;
const { shape: rule } = datasetBarcodeRule;

const rows = {
  articles: z.tuple([articleCode, label, vatCode, articleUnit]).meta({
    examples: [['A1990000000010', 'Café moulu pur arabica 250 g', 'TR', 'PIECE']],
  }),
  barcodes: z.tuple([barcode, articleCode]).meta({
    description: 'An article may have any number of barcodes; a barcode has one article.',
    examples: [['1990000000010', 'A1990000000010']],
  }),
  barcodeRules: z
    .tuple([
      rule.prefix,
      rule.kind,
      rule.itemDigits,
      rule.verifierDigits,
      rule.valueDigits,
      rule.valueDecimals,
    ])
    .meta({
      description:
        "How the chain's own labels (EAN-13 under 02 or 20 to 29) give a price or a weight. The first twelve digits are prefix, item, verifier digit if any, and value; the longest prefix that fits decides. The article is the one whose barcode is the label with zeros for verifier and value, and its check digit.",
      examples: [['21', 'PRICE', 5, 0, 5, 2]],
    }),
  prices: z.tuple([articleCode, positiveCents]).meta({
    description: 'The price of a piece, or of a kilogram, taxes included.',
    examples: [['A1990000000010', 395]],
  }),
  priceExceptions: z.tuple([articleCode, positiveCents]).meta({
    description: "Prices that this store has in the place of the chain's.",
    examples: [['A1990000000010', 349]],
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
      description:
        'What stands above and below every ticket: exactly one row. The last column is where a chain writes what the law wants on the receipts of what it sells, such as the legal guarantee of conformity.',
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
      examples: [['articleCode', 'label', 'vatCode', 'unit']],
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
