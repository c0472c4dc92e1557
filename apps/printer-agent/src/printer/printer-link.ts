import type { Answers } from './answers.js';

/** The wire to a printer: bytes out, single bytes back. One connection at a time, kept open between jobs. */
export interface PrinterLink {
  /** Where the printer is, for people. */
  readonly address: string;
  readonly isOpen: boolean;
  /** What the printer answered and nobody has taken yet. */
  readonly answers: Answers;
  /** Connects when not connected; throws when that fails. */
  open(): Promise<void>;
  /** Resolves when the system has taken every byte; throws when the line breaks or makes no progress for `stallMs`. */
  write(bytes: Buffer, stallMs: number): Promise<void>;
  /** Says goodbye and waits until what was written is through, within a limit. */
  close(): Promise<void>;
}

/** Written piece by piece, so that a printer which takes nothing any more is noticed. */
export const PIECE_BYTES = 4096;

export const pieces = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  );

/** The promise's outcome, or a failure named `what` after `limitMs`. */
export async function within<T>(limitMs: number, what: string, promise: Promise<T>): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} took more than ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
