import { setTimeout as sleep } from 'node:timers/promises';
import {
  CONNECTION_HTTP_HEADER,
  CORRELATION_HTTP_HEADER,
  IDEMPOTENCY_HTTP_HEADER,
  type Problem,
  problem,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';

export type Answer<T> =
  | Readonly<{ ok: true; value: T; correlationId: string }>
  | Readonly<{ ok: false; problem: Problem; correlationId: string }>;

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly connectionToken?: string;
  /** The caller's own; the gateway makes one where none is brought. */
  readonly correlationId?: string;
  /** The key of a call that was made before; each has a new one where none is brought. */
  readonly idempotencyKey?: string;
}

/** How long a service may be away before the day is given up. */
const PATIENCE_MS = 90_000;

/**
 * The public API as a till's page uses it: each command has a key of its own and is sent again under it while a
 * service is away, so that nothing happens twice.
 */
export class Api {
  constructor(
    private readonly baseUrl: string,
    private readonly bearer: string | undefined,
  ) {}

  async call<T extends z.ZodType>(call: Call, reply: T): Promise<Answer<z.output<T>>> {
    const headers: Record<string, string> = { [IDEMPOTENCY_HTTP_HEADER]: call.idempotencyKey ?? uuidv7() };
    if (this.bearer !== undefined) headers['authorization'] = `Bearer ${this.bearer}`;
    if (call.connectionToken !== undefined) headers[CONNECTION_HTTP_HEADER] = call.connectionToken;
    if (call.correlationId !== undefined) headers[CORRELATION_HTTP_HEADER] = call.correlationId;
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    const init = {
      method: call.method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
    };
    const response = await untilAnswered(`${this.baseUrl}${call.path}`, init);
    const correlationId = response.headers.get(CORRELATION_HTTP_HEADER) ?? '';
    const body: unknown = response.status === 204 ? {} : await response.json();
    if (response.ok) return { ok: true, value: reply.parse(body), correlationId };
    return { ok: false, problem: problem.parse(body), correlationId };
  }

  /** A file to download, as it is. */
  async file(path: string): Promise<{ readonly type: string; readonly name: string; readonly text: string }> {
    const headers = this.bearer === undefined ? {} : { authorization: `Bearer ${this.bearer}` };
    const response = await untilAnswered(`${this.baseUrl}${path}`, { method: 'GET', headers });
    // `text()` would leave the byte order mark out.
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    if (!response.ok) throw new DayFailure(`download ${path}`, `${response.status} ${text}`);
    const { headers: of } = response;
    return { type: of.get('content-type') ?? '', name: of.get('content-disposition') ?? '', text };
  }
}

/** Asks again while a service, ours or head office's, is away or restarting. Only for what may be asked twice. */
export async function untilAnswered(url: string, init: RequestInit): Promise<Response> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
      if (![500, 502, 503, 504].includes(response.status) || Date.now() > deadline) return response;
      await response.body?.cancel();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${init.method} ${url} got no answer`, { cause: error });
    }
    await sleep(waitMs);
  }
}

/** The value of an answer that the day counts on. Throws what was refused and why. */
export function granted<T>(step: string, answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const { code, facts, correlationId } = answer.problem;
  throw new DayFailure(step, `${code} ${JSON.stringify(facts ?? {})} (correlation id ${correlationId})`);
}

/** The day went wrong: at which step, and why. */
export class DayFailure extends Error {
  override readonly name = 'DayFailure';
  constructor(
    readonly step: string,
    readonly reason: string,
  ) {
    super(`${step}: ${reason}`);
  }
}
