import {
  type Acceptance,
  type AcceptanceRequest,
  type Acknowledgement,
  acceptance,
  acknowledgement,
  type ChunkReceipt,
  CORRELATION_HTTP_HEADER,
  chunkReceipt,
  type DatasetManifest,
  datasetManifest,
  EXCHANGE_SCHEMA_VERSION,
  type ExportManifest,
  type ExportStatus,
  exchangePath,
  exportStatus,
  type PartName,
  type SessionKey,
  sessionRefOf,
} from '@encaisse/contracts';
import { currentCorrelationId } from '@encaisse/messaging';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { SyncConfig } from '../sync.config.js';
import { refusalOf } from './answer-of.js';
import { Deadline } from './deadline.js';
import {
  type ChunkAddress,
  HeadOffice,
  type HeadOfficeAnswer,
  HeadOfficeSilent,
  type SessionAddress,
} from './head-office.js';

interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  readonly signal: AbortSignal;
  readonly limitMs: number;
}

const NDJSON = 'application/x-ndjson';

/** The exchange contract over HTTP. Requests are not repeated here: whoever asks knows when it is worth asking again. */
@Injectable()
export class HttpHeadOffice extends HeadOffice {
  readonly #base: string;
  readonly #authorization: string;
  readonly #patienceMs: number;
  /** A short silence is met by another attempt: three of them fit into the time that the till is told to wait. */
  readonly #shortMs: number;

  constructor(@Inject(CONFIG) config: SyncConfig) {
    super();
    this.#base = config.HEAD_OFFICE_URL.replace(/\/+$/u, '');
    this.#authorization = `Bearer ${config.HEAD_OFFICE_API_KEY}`;
    this.#patienceMs = config.HEAD_OFFICE_TIMEOUT_MS;
    this.#shortMs = Math.ceil(config.HEAD_OFFICE_TIMEOUT_MS / 3);
  }

  async readDatasetManifest(
    storeCode: string,
    registerNumber: number,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<DatasetManifest>> {
    const path = exchangePath('readDatasetManifest', { storeCode, registerNumber });
    const answer = await this.#ask({ method: 'GET', path, signal, limitMs: this.#shortMs });
    return answer.ok ? manifestOf(answer.value) : answer;
  }

  async readPart(
    name: PartName,
    sha256: string,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<AsyncIterable<Uint8Array>>> {
    const deadline = new Deadline(signal);
    const path = exchangePath('readPart', { name, sha256 });
    const answer = await this.#send({ method: 'GET', path, signal, limitMs: this.#shortMs }, deadline);
    if (!answer.ok) return answer;
    const { body } = answer.value;
    if (!body) throw new HeadOfficeSilent('head office sent a part without a body');
    return { ok: true, value: arriving(body, deadline, this.#shortMs) };
  }

  async announceExport(
    exportId: string,
    manifest: ExportManifest,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<ExportStatus>> {
    const answer = await this.#ask({
      method: 'PUT',
      path: exchangePath('announceExport', { exportId }),
      body: JSON.stringify(manifest),
      contentType: 'application/json',
      signal,
      limitMs: this.#shortMs,
    });
    return understood(exportStatus, answer);
  }

  async sendChunk(
    { exportId, sessionRef, index }: ChunkAddress,
    lines: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<ChunkReceipt>> {
    const answer = await this.#ask({
      method: 'PUT',
      path: exchangePath('sendChunk', { exportId, sessionRef, index }),
      body: lines,
      contentType: NDJSON,
      signal,
      limitMs: this.#shortMs,
    });
    return understood(chunkReceipt, answer);
  }

  /** Head office sums up the whole session before it answers, so this one may take as long as the till waits. */
  async commitSession(
    { exportId, sessionRef }: SessionAddress,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<Acknowledgement>> {
    const path = exchangePath('commitSession', { exportId, sessionRef });
    const answer = await this.#ask({ method: 'POST', path, signal, limitMs: this.#patienceMs });
    return understood(acknowledgement, answer);
  }

  async acceptApart(
    key: SessionKey,
    asked: AcceptanceRequest,
    signal: AbortSignal,
  ): Promise<HeadOfficeAnswer<Acceptance>> {
    const { storeCode, registerNumber, incarnation } = key;
    const sessionRef = sessionRefOf(key);
    const answer = await this.#ask({
      method: 'PUT',
      path: exchangePath('acceptApart', { storeCode, registerNumber, incarnation, sessionRef }),
      body: JSON.stringify(asked),
      contentType: 'application/json',
      signal,
      limitMs: this.#shortMs,
    });
    return understood(acceptance, answer);
  }

  /** The whole body of an answer, as JSON. */
  async #ask(call: Call): Promise<HeadOfficeAnswer<unknown>> {
    const deadline = new Deadline(call.signal);
    const answer = await this.#send(call, deadline);
    if (!answer.ok) return answer;
    deadline.arm(call.limitMs);
    try {
      return { ok: true, value: await answer.value.json() };
    } catch (error) {
      throw deadline.faultOf(error);
    } finally {
      deadline.disarm();
    }
  }

  /** Sends the request and waits for the head of its answer. */
  async #send(call: Call, deadline: Deadline): Promise<HeadOfficeAnswer<Response>> {
    deadline.arm(call.limitMs);
    try {
      const response = await fetch(`${this.#base}${call.path}`, {
        method: call.method,
        headers: this.#headersOf(call),
        // A redirect would carry the key to whoever stands behind it.
        redirect: 'manual',
        signal: deadline.signal,
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      if (response.ok) return { ok: true, value: response };
      const refusal = refusalOf(response.status, await response.text(), response.headers.get('retry-after'));
      return { ok: false, refusal };
    } catch (error) {
      throw deadline.faultOf(error);
    } finally {
      deadline.disarm();
    }
  }

  #headersOf({ contentType }: Call): Record<string, string> {
    const correlationId = currentCorrelationId();
    return {
      authorization: this.#authorization,
      'accept-encoding': 'gzip',
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(correlationId === undefined ? {} : { [CORRELATION_HTTP_HEADER]: correlationId }),
    };
  }
}

/** The bytes of a body as they come in. Only waiting for the line counts as silence, not the time the reader takes. */
async function* arriving(
  body: ReadableStream<Uint8Array>,
  deadline: Deadline,
  limitMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      deadline.arm(limitMs);
      const { done, value } = await reader.read();
      deadline.disarm();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw deadline.faultOf(error);
  } finally {
    deadline.disarm();
    // A reader that stopped early must not leave the line open; whether saying so works no longer matters.
    await reader.cancel().catch(() => undefined);
  }
}

function manifestOf(body: unknown): HeadOfficeAnswer<DatasetManifest> {
  const version = z.object({ schemaVersion: z.unknown() }).safeParse(body).data?.schemaVersion;
  if (version !== undefined && version !== EXCHANGE_SCHEMA_VERSION) {
    const facts = { received: version, supported: [EXCHANGE_SCHEMA_VERSION] };
    return { ok: false, refusal: { code: 'SCHEMA_VERSION_UNSUPPORTED', facts } };
  }
  const parsed = datasetManifest.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { ok: false, refusal: { code: 'NOT_OF_THE_CONTRACT', facts: { problems } } };
}

/**
 * An answer about an export that makes no sense says neither yes nor no: the days may have arrived all the same, so it
 * counts as silence and is asked for again, never as a refusal.
 */
function understood<S extends z.ZodType>(
  shape: S,
  answer: HeadOfficeAnswer<unknown>,
): HeadOfficeAnswer<z.output<S>> {
  if (!answer.ok) return answer;
  const parsed = shape.safeParse(answer.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  throw new HeadOfficeSilent(
    `head office answered outside of the contract: ${z.prettifyError(parsed.error)}`,
  );
}
