import { createHash } from 'node:crypto';
import {
  type Acceptance,
  type AcceptanceRequest,
  type Acknowledgement,
  type ChunkReceipt,
  type DatasetManifest,
  type ExportManifest,
  type ExportRecord,
  type ExportStatus,
  encodeRecord,
  encodeRow,
  exchangeProblemOf,
  NO_DISCOUNT,
  PART_NAMES,
  PARTS,
  type PartName,
  type SessionManifest,
  SOLD_AS_LISTED,
  sumRecords,
} from '@encaisse/contracts';

/*
 * A worked example, in which every sum and every sha256 is right: whoever implements a head office can feed it in and
 * compare what comes out. Where a figure is rounded: VAT = TTC × rate ÷ (1 + rate), to the nearest cent, HT the rest.
 */

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
const id = (last: number): string => `0195a1c2-7d4e-7b3a-9c11-${last.toString(16).padStart(12, '0')}`;

const ROWS: Readonly<Record<PartName, readonly (readonly unknown[])[]>> = {
  articles: [
    ['A1990000000010', 'Café moulu pur arabica 250 g', 'TR', 'PIECE'],
    ['A1990000000058', 'Savon de Marseille 200 g', 'TN', 'PIECE'],
    ['A2100031000005', 'Comté 18 mois à la coupe', 'TR', 'KILOGRAM'],
  ],
  barcodes: [
    ['1990000000010', 'A1990000000010'],
    ['1990000000058', 'A1990000000058'],
    ['2100031000005', 'A2100031000005'],
    ['2600031000000', 'A2100031000005'],
  ],
  barcodeRules: [
    ['21', 'PRICE', 5, 0, 5, 2],
    ['26', 'WEIGHT', 5, 0, 5, 3],
  ],
  prices: [
    ['A1990000000010', 395],
    ['A1990000000058', 690],
    ['A2100031000005', 2290],
  ],
  priceExceptions: [],
  vatRates: [
    ['TN', 2000, 'Taux normal 20 %'],
    ['TR', 550, 'Taux réduit 5,5 %'],
  ],
  tenders: [
    ['CB', 'CARD', 'Carte bancaire'],
    ['ESP', 'CASH', 'Espèces'],
  ],
  storeHeader: [
    [
      'Les Trois Halles Lyon',
      ['18 rue des Trois-Halles', '69002 Lyon'],
      '99912045400015',
      '47.11D',
      'FR70999120454',
      '04 65 71 00 01',
      ['Merci de votre visite'],
    ],
  ],
  sellers: [
    ['R01', 'Hélène Marchand', ['IMPORT', 'OPEN', 'CONNECT', 'CLOSE', 'EXPORT']],
    ['V01', 'Camille Robin', ['CONNECT']],
  ],
};

/** The body of a part, as it is served. */
export const partBody = (name: PartName): string => ROWS[name].map(encodeRow).join('');

export const datasetManifestExample: DatasetManifest = {
  schemaVersion: 1,
  datasetVersion: 42,
  storeCode: 'S01',
  registerNumber: 1,
  createdAt: '2026-03-14T05:00:00.000Z',
  parts: PART_NAMES.map((name) => {
    const body = partBody(name);
    return {
      name,
      scope: PARTS[name].scope,
      columns: [...PARTS[name].columns],
      rows: ROWS[name].length,
      bytes: Buffer.byteLength(body),
      sha256: sha256Of(body),
    };
  }),
};

export const exportIdExample = id(1);
const key = { storeCode: 'S01', incarnation: id(2), registerNumber: 1, epoch: 7, number: 1 };

const PLAIN = { unit: 'PIECE', ...SOLD_AS_LISTED } as const;

const sold: readonly ExportRecord[] = [
  {
    type: 'session',
    key,
    sessionId: id(3),
    businessDate: '2026-03-14',
    tillCode: 'T1',
    datasetVersion: 42,
    openedAt: '2026-03-14T07:58:12.004Z',
    openedBy: 'R01',
    openingFloatCents: 15_000,
    openingDenominations: [
      { valueCents: 2_000, count: 5 },
      { valueCents: 1_000, count: 5 },
    ],
    previousCountCents: 15_000,
  },
  {
    type: 'ticket',
    number: 1204,
    ticketId: id(4),
    finalisedAt: '2026-03-14T08:31:40.512Z',
    sellerCode: 'V01',
    lines: [
      {
        lineId: id(5),
        articleCode: 'A1990000000010',
        barcode: '1990000000010',
        label: 'Café moulu pur arabica 250 g',
        quantityThousandths: 2_000,
        unitPriceCents: 395,
        listPriceCents: 395,
        grossCents: 790,
        ttcCents: 790,
        ...PLAIN,
        vatBasisPoints: 550,
      },
      {
        lineId: id(6),
        articleCode: 'A1990000000058',
        barcode: '1990000000058',
        label: 'Savon de Marseille 200 g',
        quantityThousandths: 1_000,
        unitPriceCents: 690,
        listPriceCents: 690,
        grossCents: 690,
        ttcCents: 690,
        ...PLAIN,
        vatBasisPoints: 2_000,
      },
    ],
    ...NO_DISCOUNT,
    vat: [
      { basisPoints: 550, htCents: 749, vatCents: 41, ttcCents: 790 },
      { basisPoints: 2_000, htCents: 575, vatCents: 115, ttcCents: 690 },
    ],
    payments: [
      {
        paymentId: id(7),
        tenderCode: 'CB',
        kind: 'CARD',
        amountCents: 1_000,
        tenderedCents: 1_000,
        changeCents: 0,
      },
      {
        paymentId: id(8),
        tenderCode: 'ESP',
        kind: 'CASH',
        amountCents: 480,
        tenderedCents: 500,
        changeCents: 20,
      },
    ],
    ttcCents: 1_480,
    late: null,
  },
  {
    type: 'abandonedTicket',
    ticketId: id(9),
    abandonedAt: '2026-03-14T09:12:05.090Z',
    abandonedBy: 'V01',
    lines: 1,
    ttcCents: 395,
  },
  {
    type: 'cashMovement',
    number: 1,
    movementId: id(11),
    kind: 'SAFE_DROP',
    amountCents: 5_000,
    at: '2026-03-14T12:30:00.000Z',
    reason: 'SAFE',
    note: null,
    sellerCode: 'V01',
    authorisedBy: 'R01',
  },
];

/** What the Z states: the store's own computation, which head office's sum is compared with. */
const totals = {
  ticketCount: 1,
  abandonedCount: 1,
  lateTicketCount: 0,
  dismissedLateCount: 0,
  ttcCents: 1_480,
  turnover: { saleCount: 1, salesCents: 1_480, refundCount: 0, refundsCents: 0 },
  vat: [
    { basisPoints: 550, htCents: 749, vatCents: 41, ttcCents: 790 },
    { basisPoints: 2_000, htCents: 575, vatCents: 115, ttcCents: 690 },
  ],
  tenders: [
    { tenderCode: 'CB', kind: 'CARD' as const, count: 1, amountCents: 1_000 },
    { tenderCode: 'ESP', kind: 'CASH' as const, count: 1, amountCents: 480 },
  ],
  cashMovements: [{ kind: 'SAFE_DROP' as const, count: 1, amountCents: 5_000 }],
  reductions: { discountCount: 0, discountsCents: 0, overrideCount: 0, overridesCents: 0 },
  drawerOpenings: 0,
  cash: { openingFloatCents: 15_000, expectedCents: 10_480, countedCents: 10_470, differenceCents: -10 },
};

export const recordsExample: readonly ExportRecord[] = [
  ...sold,
  {
    type: 'z',
    zNumber: 88,
    closedAt: '2026-03-14T19:04:33.871Z',
    closedBy: 'R01',
    firstTicketNumber: 1204,
    lastTicketNumber: 1204,
    forcedOut: [],
    differenceReason: 'erreur de rendu',
    differenceAcceptedBy: 'R01',
    countedDenominations: null,
    tenderCounts: [],
    xReadings: 0,
    duplicateCount: 0,
    totals,
  },
];

export const chunkExample = recordsExample.map(encodeRecord).join('');

export const sessionManifestExample: SessionManifest = {
  key,
  sessionId: id(3),
  businessDate: '2026-03-14',
  records: recordsExample.length,
  sha256: sha256Of(chunkExample),
  chunks: 1,
  totals,
};

export const exportManifestExample: ExportManifest = {
  schemaVersion: 1,
  storeCode: 'S01',
  registerNumber: 1,
  sessions: [sessionManifestExample],
};

export const chunkReceiptExample: ChunkReceipt = {
  index: 0,
  records: recordsExample.length,
  sha256: sha256Of(chunkExample),
};

export const acknowledgementExample: Acknowledgement = {
  acknowledgementId: id(10),
  key,
  sha256: sessionManifestExample.sha256,
  totals: sumRecords(recordsExample),
  acknowledgedAt: '2026-03-14T19:05:02.118Z',
};

export const acceptanceRequestExample: AcceptanceRequest = {
  exportId: exportIdExample,
  sha256: sessionManifestExample.sha256,
  requestedBy: 'R01',
  approvedBy: 'siege:compta.martin',
  reason: 'Écart d’un centime de TVA, vu avec la comptabilité',
  requestedAt: '2026-03-15T09:14:00.250Z',
};

export const acceptanceExample: Acceptance = {
  acceptanceId: id(11),
  key,
  exportId: exportIdExample,
  sha256: sessionManifestExample.sha256,
  requestedBy: 'R01',
  approvedBy: 'siege:compta.martin',
  reason: acceptanceRequestExample.reason,
  acceptedAt: '2026-03-15T09:14:01.031Z',
};

export const exportStatusExample: ExportStatus = {
  exportId: exportIdExample,
  storeCode: 'S01',
  registerNumber: 1,
  announcedAt: '2026-03-14T19:05:01.007Z',
  sessions: [{ key, state: 'RECEIVING', chunksReceived: [], acknowledgement: null, refusal: null }],
};

export const refusalExample = exchangeProblemOf('EXPORT_REFUSED', {
  differences: [{ path: 'totals.vat.2000.vatCents', declared: 116, recomputed: 115 }],
});
