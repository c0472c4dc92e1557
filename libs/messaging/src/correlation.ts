import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<{ readonly correlationId: string }>();

/** Runs `work` so that everything it logs, asks and leaves behind carries this correlation id. */
export const withCorrelation = <T>(correlationId: string, work: () => T): T =>
  storage.run({ correlationId }, work);

/** The correlation id of the request being served, if any. */
export const currentCorrelationId = (): string | undefined => storage.getStore()?.correlationId;
