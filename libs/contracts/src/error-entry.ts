/** What a caller should do about a refusal. `correct`: change the request; `reload`: read the state again first; `backoff`: the same again, later. */
export type RetryAdvice = 'never' | 'correct' | 'reload' | 'backoff';

export interface ErrorEntry {
  readonly status: number;
  readonly retry: RetryAdvice;
  readonly title: string;
  readonly titleFr: string;
}

export const entry = (status: number, retry: RetryAdvice, title: string, titleFr: string): ErrorEntry => ({
  status,
  retry,
  title,
  titleFr,
});
