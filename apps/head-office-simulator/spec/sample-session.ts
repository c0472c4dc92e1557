import { createHash } from 'node:crypto';
import {
  type ExportedTicket,
  type ExportManifest,
  type ExportRecord,
  encodeRecord,
  NO_DISCOUNT,
  type SessionKey,
  type SessionManifest,
  type SessionTotals,
  SOLD_AS_LISTED,
  sumRecords,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';

const INCARNATION = '0195a1c2-0000-7000-8000-000000000001';

/** A session as a store would send it, in chunks. Everything fits together until a test bends it. */
export interface SampleSession {
  readonly manifest: SessionManifest;
  readonly records: readonly ExportRecord[];
  readonly chunks: readonly string[];
}

interface Wish {
  readonly key?: Partial<SessionKey>;
  readonly tickets?: number;
  readonly recordsPerChunk?: number;
  /** Bends the records before they are encoded; manifest and Z keep the totals of the unbent ones. */
  readonly bend?: (records: ExportRecord[]) => ExportRecord[];
}

export function sampleSession(wish: Wish = {}): SampleSession {
  const key = {
    storeCode: 'S01',
    incarnation: INCARNATION,
    registerNumber: 1,
    epoch: 1,
    number: 1,
    ...wish.key,
  };
  const straight = recordsOf(key, wish.tickets ?? 3);
  const records = wish.bend?.(structuredClone(straight)) ?? straight;
  const lines = records.map(encodeRecord);
  const size = wish.recordsPerChunk ?? 3;
  const chunks = Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
    lines.slice(index * size, (index + 1) * size).join(''),
  );
  const manifest: SessionManifest = {
    key,
    sessionId: sessionIdOf(key),
    businessDate: '2026-03-14',
    records: records.length,
    sha256: createHash('sha256').update(lines.join('')).digest('hex'),
    chunks: chunks.length,
    totals: sumRecords(straight),
  };
  return { manifest, records, chunks };
}

export const manifestOf = (...sessions: readonly SampleSession[]): ExportManifest => {
  const [first = sampleSession()] = sessions;
  const { storeCode, registerNumber } = first.manifest.key;
  return { schemaVersion: 1, storeCode, registerNumber, sessions: sessions.map(({ manifest }) => manifest) };
};

/** Ids that depend on the key alone: the same session sampled twice is the same to the byte. */
const idOf = (key: SessionKey, what: string): string => {
  const digits = createHash('sha256')
    .update(JSON.stringify([key, what]))
    .digest('hex');
  return `0195a1c2-${digits.slice(0, 4)}-7${digits.slice(4, 7)}-8${digits.slice(7, 10)}-${digits.slice(10, 22)}`;
};
const sessionIdOf = (key: SessionKey): string => idOf(key, 'session');

function recordsOf(key: SessionKey, tickets: number): ExportRecord[] {
  const opening: ExportRecord = {
    type: 'session',
    key,
    sessionId: sessionIdOf(key),
    businessDate: '2026-03-14',
    tillCode: 'T1',
    datasetVersion: 2,
    openedAt: '2026-03-14T07:58:00.000Z',
    openedBy: 'R01',
    openingFloatCents: 15_000,
    openingDenominations: null,
    previousCountCents: null,
  };
  const sold = Array.from({ length: tickets }, (_, index) => ticketOf(key, 100 * key.number + index));
  const abandoned: ExportRecord = {
    type: 'abandonedTicket',
    ticketId: idOf(key, 'abandoned'),
    abandonedAt: '2026-03-14T12:00:00.000Z',
    abandonedBy: 'V01',
    lines: 1,
    ttcCents: 499,
  };
  const explained = {
    at: '2026-03-14T13:00:00.000Z',
    reason: 'CHANGE',
    note: null,
    sellerCode: 'R01',
    authorisedBy: null,
  };
  const drawer: ExportRecord[] = [
    {
      type: 'cashMovement',
      number: 1,
      movementId: idOf(key, 'in'),
      kind: 'IN',
      amountCents: 2_000,
      ...explained,
    },
    {
      type: 'cashMovement',
      number: 2,
      movementId: idOf(key, 'drop'),
      kind: 'SAFE_DROP',
      amountCents: 5_000,
      ...explained,
    },
    { type: 'drawerOpening', number: 1, openingId: idOf(key, 'opening'), ...explained },
  ];
  const counted = sumRecords([opening, ...sold, ...drawer]).cash.expectedCents;
  const z = (totals: SessionTotals): ExportRecord => ({
    type: 'z',
    zNumber: key.number,
    closedAt: '2026-03-14T19:02:00.000Z',
    closedBy: 'R01',
    firstTicketNumber: sold[0]?.number ?? null,
    lastTicketNumber: sold.at(-1)?.number ?? null,
    forcedOut: [],
    differenceReason: null,
    differenceAcceptedBy: null,
    countedDenominations: null,
    tenderCounts: [],
    xReadings: 1,
    duplicateCount: 0,
    totals,
  });
  const draft = z({ ...sumRecords([]), cash: { ...sumRecords([]).cash, countedCents: counted } });
  const before = [opening, ...sold, abandoned, ...drawer];
  return [...before, z(sumRecords([...before, draft]))];
}

const PLAIN = { unit: 'PIECE', ...SOLD_AS_LISTED } as const;

/** Coffee at 5,50 % and soap at 20 %; every second ticket is paid in cash with change. */
function ticketOf(key: SessionKey, number: number): ExportedTicket {
  const inCash = number % 2 === 0;
  const line = (label: string, barcode: string, ttcCents: number, vatBasisPoints: number) => ({
    lineId: idOf(key, `line ${number} ${barcode}`),
    articleCode: `A${barcode}`,
    barcode,
    label,
    quantityThousandths: 1_000,
    unitPriceCents: ttcCents,
    listPriceCents: ttcCents,
    grossCents: ttcCents,
    ttcCents,
    ...PLAIN,
    vatBasisPoints,
  });
  return {
    type: 'ticket',
    number,
    ticketId: idOf(key, `ticket ${number}`),
    finalisedAt: '2026-03-14T09:00:00.000Z',
    sellerCode: 'V01',
    lines: [line('Café moulu 250 g', '1990000000010', 395, 550), line('Savon', '1990000000058', 690, 2_000)],
    ...NO_DISCOUNT,
    vat: [
      { basisPoints: 550, htCents: 374, vatCents: 21, ttcCents: 395 },
      { basisPoints: 2_000, htCents: 575, vatCents: 115, ttcCents: 690 },
    ],
    payments: [
      {
        paymentId: idOf(key, `payment ${number}`),
        tenderCode: inCash ? 'ESP' : 'CB',
        kind: inCash ? 'CASH' : 'CARD',
        amountCents: 1_085,
        tenderedCents: inCash ? 2_000 : 1_085,
        changeCents: inCash ? 915 : 0,
      },
    ],
    ttcCents: 1_085,
    late: null,
  };
}

export const newExportId = (): string => uuidv7();
