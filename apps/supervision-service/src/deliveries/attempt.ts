/** What became of one attempt to tell something. */
export type Attempt =
  | { readonly outcome: 'DELIVERED' }
  /** The receiver wants nothing any more. */
  | { readonly outcome: 'GONE' }
  /** `unsent`: it surely did not arrive; otherwise it may have, and only the answer got lost. */
  | { readonly outcome: 'FAILED'; readonly error: string; readonly unsent: boolean };

const ERROR_MAX = 300;

/** One line that may be stored and shown. */
export const failed = (error: string, unsent = false): Attempt => ({
  outcome: 'FAILED',
  error: error
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, ERROR_MAX),
  unsent,
});
