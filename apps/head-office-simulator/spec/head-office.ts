import { mkdtemp, rm } from 'node:fs/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExchangeProblem, type ExportStatus, exchangePath, sessionRefOf } from '@encaisse/contracts';
import { createService, parseConfig } from '@encaisse/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { headOfficeService } from '../src/head-office.service.js';
import { manifestOf, type SampleSession } from './sample-session.js';

const API_KEY = 'a-key-that-only-specs-know';

export interface Reply<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A real head office on a free port and a directory of its own, which outlives a restart. */
export class HeadOffice {
  #app: NestFastifyApplication | undefined;
  #url = '';

  private constructor(
    readonly directory: string,
    private readonly extra: Readonly<Record<string, string>>,
  ) {}

  static async start(extra: Readonly<Record<string, string>> = {}): Promise<HeadOffice> {
    const office = new HeadOffice(await mkdtemp(join(tmpdir(), 'encaisse-head-office-')), extra);
    await office.boot();
    return office;
  }

  async boot(extra: Readonly<Record<string, string>> = {}): Promise<void> {
    const environment = { PORT: '0', LOG_LEVEL: 'silent', API_KEY, GENERATED_ARTICLES: '200' };
    const config = parseConfig(headOfficeService.config, {
      ...environment,
      DATA_DIR: join(this.directory, 'data'),
      ...this.extra,
      ...extra,
    });
    this.#app = await createService(headOfficeService, config);
    await this.#app.listen(0, '127.0.0.1');
    this.#url = await this.#app.getUrl();
  }

  async restart(extra: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#app?.close();
    await this.boot(extra);
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    await rm(this.directory, { recursive: true });
  }

  /** Where and how to ask, for a test that wants the bytes as they travel. */
  get address(): { readonly url: string; readonly authorization: string } {
    return { url: this.#url, authorization: `Bearer ${API_KEY}` };
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${API_KEY}`, ...(init.headers as Record<string, string>) };
    return fetch(`${this.#url}${path}`, { ...init, headers });
  }

  async get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return read(await this.fetch(path, { headers }));
  }

  async put<T = unknown>(path: string, body: unknown): Promise<Reply<T>> {
    const headers = { 'content-type': 'application/json' };
    return read(await this.fetch(path, { method: 'PUT', headers, body: JSON.stringify(body) }));
  }

  announce(exportId: string, ...sessions: readonly SampleSession[]): Promise<Reply<ExportStatus>> {
    return this.put(exchangePath('announceExport', { exportId }), manifestOf(...sessions));
  }

  async sendChunk(
    exportId: string,
    { manifest }: SampleSession,
    index: number,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<Reply> {
    const path = exchangePath('sendChunk', { exportId, sessionRef: sessionRefOf(manifest.key), index });
    const headers = { 'content-type': 'application/x-ndjson' };
    return read(await this.fetch(path, { method: 'PUT', headers, body }));
  }

  async commit<T = ExchangeProblem>(exportId: string, { manifest }: SampleSession): Promise<Reply<T>> {
    const path = exchangePath('commitSession', { exportId, sessionRef: sessionRefOf(manifest.key) });
    return read(await this.fetch(path, { method: 'POST' }));
  }

  /** Announces one session, sends all of it and commits it. */
  async deliver<T = ExchangeProblem>(exportId: string, session: SampleSession): Promise<Reply<T>> {
    await this.announce(exportId, session);
    for (const [index, chunk] of session.chunks.entries()) {
      await this.sendChunk(exportId, session, index, chunk);
    }
    return this.commit<T>(exportId, session);
  }
}

/** A GET whose body is not decoded: fetch would undo the gzip. */
export function rawGet(
  office: HeadOffice,
  path: string,
  acceptEncoding: string,
): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const { url, authorization } = office.address;
  const headers = { authorization, 'accept-encoding': acceptEncoding };
  return new Promise((resolve, reject) => {
    const request = get(`${url}${path}`, { headers }, async (response) => {
      resolve({ headers: response.headers, body: Buffer.concat(await response.toArray()) });
    });
    request.on('error', reject);
  });
}

async function read<T>(response: Response): Promise<Reply<T>> {
  const text = await response.text();
  const body = response.headers.get('content-type')?.includes('json;') ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body };
}
