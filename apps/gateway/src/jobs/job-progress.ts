import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { isJobOver, type JobView, jobProgressSubject, syncQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { HttpRefusal, LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, Subject, takeUntil } from 'rxjs';
import { Services } from '../api/services.js';

export const JOB_EVENTS = {
  type: 'text/event-stream',
  description: 'Events named `job`, each with the whole job as its data.',
} as const;

/** However often sync-service hints, a job is not read more often. */
const READ_EVERY_MS = 250;
/** A hint may get lost: a job is read this often without one. */
const POLL_MS = 5_000;
/** Proxies close what is silent. */
const HEARTBEAT_MS = 10_000;
const RECONNECT_MS = 2_000;
const STREAMS_MAX = 256;

/** The progress of import and export jobs as server-sent events. */
@Injectable()
export class JobProgress implements OnModuleDestroy {
  readonly #stopping = new Subject<void>();
  #streams = 0;

  constructor(
    private readonly bus: Bus,
    private readonly services: Services,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleDestroy(): void {
    this.#stopping.next();
  }

  /**
   * Events named `job` whose data is a `Job`: `first`, then each change, until a final state ends the stream. Comments
   * keep it open meanwhile. Throws UNAVAILABLE when this gateway follows as many jobs as it can.
   */
  follow(first: JobView): Observable<MessageEvent> {
    if (this.#streams >= STREAMS_MAX) throw new HttpRefusal({ code: 'UNAVAILABLE' });
    const events = new Observable<MessageEvent>((subscriber) => {
      let shown = '';
      const show = (job: JobView): void => {
        const data = JSON.stringify(job);
        if (data !== shown) subscriber.next({ type: 'job', retry: RECONNECT_MS, data });
        shown = data;
        if (isJobOver(job.state)) subscriber.complete();
      };
      const read = serially(async () => {
        if (subscriber.closed) return;
        const job = await this.#read(first.jobId);
        if (job) show(job);
        await pause(READ_EVERY_MS);
      });
      // A hint comes outside of the request; what it causes still belongs to it.
      const reread = AsyncLocalStorage.bind(read);

      this.#streams += 1;
      const stopListening = this.bus.onHint(jobProgressSubject(first.jobId), reread);
      const poll = setInterval(reread, POLL_MS);
      const heartbeat = setInterval(() => subscriber.next({ comment: 'alive' }), HEARTBEAT_MS);
      subscriber.add(() => {
        this.#streams -= 1;
        stopListening();
        clearInterval(poll);
        clearInterval(heartbeat);
      });
      show(first);
      // What happened between the first reading and the listening would be missed otherwise.
      if (!subscriber.closed) reread();
    });
    return events.pipe(takeUntil(this.#stopping));
  }

  /** Undefined while sync-service cannot tell: the stream outlives its restart. */
  async #read(jobId: string): Promise<JobView | undefined> {
    try {
      return await this.services.ask(syncQueries.getJob, { jobId });
    } catch (error) {
      this.log.warn({ err: error, jobId }, 'the progress of a job could not be read');
      return undefined;
    }
  }
}

/** Does `work` when called, never twice at once: called meanwhile, it does it once more afterwards. `work` must not throw. */
function serially(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
