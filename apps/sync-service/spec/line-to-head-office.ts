import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What head office answered, to be passed on as it is or as a lie. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Sees each request before and after head office has answered it. `undefined`: no answer ever comes, though head office
 * may have done what it was asked.
 */
export type Interference = (
  request: { method: string; path: string },
  forward: () => Promise<Reply>,
  response: ServerResponse,
) => Promise<Reply | undefined>;

const honest: Interference = (_request, forward) => forward();

/** The line between a store and the real head office. It counts what passes, and does to it what a test wants. */
export class LineToHeadOffice {
  readonly requests: string[] = [];
  interfere: Interference = honest;

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async open(target: string): Promise<LineToHeadOffice> {
    const server = createServer();
    const line = new LineToHeadOffice(server, target);
    server.on('request', (request, response) => void line.#pass(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  heal(): void {
    this.interfere = honest;
  }

  requestsFor(pattern: RegExp): string[] {
    return this.requests.filter((request) => pattern.test(request));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request;
    this.requests.push(`${method} ${path}`);
    const forward = async () => this.#forward(request, method, path);
    const reply = await this.interfere({ method, path }, forward, response).catch((error: Error): Reply => {
      return { status: 502, headers: {}, body: Buffer.from(error.message) };
    });
    if (!reply || response.writableEnded || response.destroyed) return;
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  }

  async #forward(request: IncomingMessage, method: string, path: string): Promise<Reply> {
    const body = await buffer(request);
    const { authorization = '', 'content-type': type } = request.headers;
    const answer = await fetch(`${this.target}${path}`, {
      method,
      headers: {
        authorization,
        'accept-encoding': 'identity',
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    return {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
      body: Buffer.from(await answer.arrayBuffer()),
    };
  }
}
