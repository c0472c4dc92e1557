import type { ExchangeOperation, ExchangeProblemCode } from '@encaisse/contracts';
import {
  acceptanceExample,
  acceptanceRequestExample,
  acknowledgementExample,
  chunkExample,
  chunkReceiptExample,
  datasetManifestExample,
  exportManifestExample,
  exportStatusExample,
  partBody,
} from './example.js';
import type { SchemaName } from './schemas.js';

/** What the document says of one operation, beside its path. */
export interface OperationText {
  readonly method: 'get' | 'put' | 'post';
  readonly tag: 'Import' | 'Export';
  readonly summary: string;
  readonly description: string;
  readonly request?: { readonly schema: SchemaName; readonly ndjson?: true; readonly example: unknown };
  readonly response: { readonly schema: SchemaName; readonly description: string; readonly example: unknown };
  /** Beside those that any operation may answer. */
  readonly problems: readonly ExchangeProblemCode[];
}

/** A part's body has one of eight row schemas, so it is described apart. */
export const PART_EXAMPLES = (['articles', 'prices', 'sellers'] as const).map((name) => ({
  name,
  value: partBody(name),
}));

export const OPERATIONS: Readonly<Record<ExchangeOperation, OperationText>> = {
  readDatasetManifest: {
    method: 'get',
    tag: 'Import',
    summary: 'What a register must hold',
    description:
      'Names the dataset version of a register and its parts by sha256. The answer carries an `ETag`; asked with `If-None-Match`, head office answers 304 while nothing has changed. A part that the store holds already, from another register or another day, is not fetched again.',
    response: {
      schema: 'DatasetManifest',
      description: 'The manifest.',
      example: datasetManifestExample,
    },
    problems: ['UNKNOWN_STORE', 'UNKNOWN_REGISTER'],
  },
  readPart: {
    method: 'get',
    tag: 'Import',
    summary: 'One part of a dataset',
    description:
      'Streams the rows: one JSON array per line, each line ending with `\\n`, in the order of the columns that the manifest names. Gzip is used when `Accept-Encoding` names it; `bytes` and `sha256` of the manifest are those of the body before compression. A part is named by its content, so it never changes; head office keeps a part for at least a day after the manifest has stopped naming it.',
    response: { schema: 'ArticlesRow', description: 'The rows.', example: partBody('articles') },
    problems: ['UNKNOWN_PART'],
  },
  announceExport: {
    method: 'put',
    tag: 'Export',
    summary: 'Announce an export',
    description:
      'Tells which closed sessions are about to come, with what each of them amounts to. The answer says what need not be sent: sessions that are acknowledged already, under whichever export id, and chunks that are already there. The same announcement again changes nothing and answers how far the export is by now.',
    request: { schema: 'ExportManifest', example: exportManifestExample },
    response: { schema: 'ExportStatus', description: 'How far the export is.', example: exportStatusExample },
    problems: ['SCHEMA_VERSION_UNSUPPORTED', 'UNKNOWN_STORE', 'UNKNOWN_REGISTER', 'EXPORT_ID_REUSED'],
  },
  readExport: {
    method: 'get',
    tag: 'Export',
    summary: 'How far an export is',
    description:
      'For a sender that was interrupted, or that never got an answer: which sessions are acknowledged, and which chunks are there of the others.',
    response: { schema: 'ExportStatus', description: 'How far the export is.', example: exportStatusExample },
    problems: ['UNKNOWN_EXPORT'],
  },
  sendChunk: {
    method: 'put',
    tag: 'Export',
    summary: 'Send a chunk of a session',
    description:
      'At most 500 records and 8 MiB; one record per line, each line ending with `\\n`, no empty line. Every line is checked against its schema. The answer means that the chunk is durable. Chunks may come in any order and more than once; the last content of an index counts.',
    request: { schema: 'ExportRecord', ndjson: true, example: chunkExample },
    response: { schema: 'ChunkReceipt', description: 'The chunk is durable.', example: chunkReceiptExample },
    problems: ['UNKNOWN_EXPORT', 'UNKNOWN_SESSION', 'CHUNK_TOO_LARGE', 'CHUNK_INVALID'],
  },
  commitSession: {
    method: 'post',
    tag: 'Export',
    summary: 'Have a session checked and acknowledged',
    description:
      'No body. Head office hashes the chunks end to end, checks the records, sums them, and compares with the announcement and with the Z (see "What head office checks"). All well: content, totals and acknowledgement become durable together, then the acknowledgement is answered. A session that was acknowledged before with this sha256 gets that same acknowledgement, and no chunk of it is needed. Anything refused is kept for inspection.',
    response: {
      schema: 'Acknowledgement',
      description: 'Head office holds the session.',
      example: acknowledgementExample,
    },
    problems: [
      'UNKNOWN_EXPORT',
      'UNKNOWN_SESSION',
      'CHUNK_MISSING',
      'EXPORT_REFUSED',
      'SESSION_CONTENT_DIFFERS',
    ],
  },
  readAcknowledgement: {
    method: 'get',
    tag: 'Export',
    summary: 'The acknowledgement of a session',
    description:
      'By the session’s key alone, for as long as head office keeps its accounts: what a sender asks when it no longer knows under which export a session went.',
    response: {
      schema: 'Acknowledgement',
      description: 'Head office holds the session.',
      example: acknowledgementExample,
    },
    problems: ['UNKNOWN_SESSION'],
  },
  acceptApart: {
    method: 'put',
    tag: 'Export',
    summary: 'Accept a refused session apart',
    description:
      'Two people, each entitled, ask that a content which was refused be taken into the books apart, as it is: its differences are known to them. Head office holds that content already, because it keeps what it refuses; it notes the two people, their reason and the moment, for ever, and adds the session to no sum of the register. A session that was acknowledged may be asked for as well, when the sender does not agree with the totals of its acknowledgement. The same content again gets the same acceptance, whoever asks.',
    request: { schema: 'AcceptanceRequest', example: acceptanceRequestExample },
    response: {
      schema: 'Acceptance',
      description: 'Head office has taken the session apart.',
      example: acceptanceExample,
    },
    problems: ['NOTHING_REFUSED', 'ACCEPTANCE_DIFFERS'],
  },
};

/** What any operation may answer. */
export const GENERAL_PROBLEMS = [
  'UNAUTHORIZED',
  'BODY_INVALID',
  'INTERNAL',
  'UNAVAILABLE',
] as const satisfies readonly ExchangeProblemCode[];
