import type {
  Acceptance,
  AcceptanceRequest,
  Acknowledgement,
  ChunkReceipt,
  DatasetManifest,
  ExchangeProblemCode,
  ExportManifest,
  ExportStatus,
  PartName,
  SessionKey,
} from '@encaisse/contracts';

/**
 * What head office refuses for good. Codes of the exchange contract, and two of ours for answers outside of it:
 * UNEXPECTED_STATUS (a refusal that is no problem of the contract) and NOT_OF_THE_CONTRACT (a body of another shape).
 */
export interface HeadOfficeRefusal {
  readonly code: ExchangeProblemCode | 'UNEXPECTED_STATUS' | 'NOT_OF_THE_CONTRACT';
  readonly facts: Readonly<Record<string, unknown>>;
}

export type HeadOfficeAnswer<T> =
  | Readonly<{ ok: true; value: T }>
  | Readonly<{ ok: false; refusal: HeadOfficeRefusal }>;

/**
 * Head office, whatever it is reached by. A refusal is answered; what is worth another attempt (no line, no answer in
 * time, a failure over there) is thrown as `HeadOfficeSilent`. `signal` ends a request at once with its own reason.
 */
export abstract class HeadOffice {
  abstract readDatasetManifest(
    storeCode: string,
    registerNumber: number,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<DatasetManifest>>;

  /** The body of a part before compression, as it comes in; reading slowly slows the sender down. */
  abstract readPart(
    name: PartName,
    sha256: string,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<AsyncIterable<Uint8Array>>>;

  /** Announcing the same manifest again answers how far the export is. */
  abstract announceExport(
    exportId: string,
    manifest: ExportManifest,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<ExportStatus>>;

  /** `lines`: whole records, each with its final line feed. */
  abstract sendChunk(
    chunk: ChunkAddress,
    lines: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<ChunkReceipt>>;

  abstract commitSession(
    session: SessionAddress,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<Acknowledgement>>;
  /** Has a session that was refused taken into the books apart. */
  abstract acceptApart(
    key: SessionKey,
    asked: AcceptanceRequest,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<Acceptance>>;
}

export interface SessionAddress {
  readonly exportId: string;
  /** Epoch and number, as `7-2`. */
  readonly sessionRef: string;
}

export interface ChunkAddress extends SessionAddress {
  /** From 0. */
  readonly index: number;
}

/** No answer that says yes or no: worth another attempt. */
export class HeadOfficeSilent extends Error {
  override readonly name = 'HeadOfficeSilent';

  constructor(
    message: string,
    /** `askAgainMs`: how long head office wants to be left alone, where it says so. */
    readonly details: Readonly<{ cause?: unknown; askAgainMs?: number | undefined }> = {},
  ) {
    super(message, details);
  }
}
