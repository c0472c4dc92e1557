import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { LIVE_PATH } from '@encaisse/contracts';
import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { cookieOf, HEAD_OFFICE_COOKIE, isOfOurOrigin } from '../access/page-cookies.js';
import type { GatewayConfig } from '../gateway.config.js';
import { ChangeFeed } from './change-feed.js';
import { HeadOfficeCallers } from './head-office-callers.js';
import { Frames } from './scope.js';
import { Snapshots } from './snapshots.js';
import { Watcher } from './watcher.js';

/** A hello with the longest token. */
const MESSAGE_BYTES_MAX = 8 * 1024;
/** Sockets that have not said yet who they are. */
const STRANGERS_MAX = 64;
const BEAT_MS = 5_000;
const PING_EVERY_BEATS = 3;
const GOODBYE_MS = 1_000;
const GOING_AWAY = 1_001;

/** The WebSockets of head office: lets them in, looks after them, and says goodbye. */
@Injectable()
export class LiveSockets implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  readonly #watchers = new Map<WebSocket, Watcher>();
  readonly #frames = new Frames();
  #beats = 0;
  #timer: NodeJS.Timeout | undefined;
  #closing = false;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly feed: ChangeFeed,
    private readonly snapshots: Snapshots,
    private readonly callers: HeadOfficeCallers,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const server: Server = this.host.httpAdapter.getHttpServer();
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
    // Some HTTP clients offer HTTP/2 with every request: those are answered as they were before.
    Object.assign(server, {
      shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
    });
    // Whoever may watch no more is shown out at once; the beat makes good a hint that got lost.
    this.callers.onAccessChanged(() => {
      for (const watcher of this.#watchers.values()) void watcher.recheck();
    });
    this.#timer = setInterval(() => this.#beat(), BEAT_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    for (const socket of this.#watchers.keys()) socket.close(GOING_AWAY);
    const deadline = performance.now() + GOODBYE_MS;
    while (this.#watchers.size > 0 && performance.now() < deadline) await pause(10);
    for (const socket of this.#watchers.keys()) socket.terminate();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const status = this.#refusal(request);
    if (status === undefined) {
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        this.#admit(webSocket, cookieOf(request.headers, HEAD_OFFICE_COOKIE));
      });
      return;
    }
    socket.on('error', () => undefined);
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  }

  #refusal({ url = '', headers }: IncomingMessage): number | undefined {
    if (url.split('?')[0] !== LIVE_PATH) return 404;
    const { CORS_ORIGINS, LIVE_SOCKETS_MAX } = this.config;
    const isForeign = headers.origin !== undefined && !isOfOurOrigin(headers);
    if (isForeign && CORS_ORIGINS.length > 0 && !CORS_ORIGINS.includes(headers.origin ?? '')) return 403;
    const strangers = [...this.#watchers.values()].filter(({ admitted }) => !admitted).length;
    const full = this.#watchers.size >= LIVE_SOCKETS_MAX || strangers >= STRANGERS_MAX;
    return full || this.#closing ? 503 : undefined;
  }

  #admit(socket: WebSocket, cookie: string | undefined): void {
    const { feed, snapshots, callers, log } = this;
    const stuckMsMax = this.config.LIVE_STUCK_SECONDS * 1_000;
    const parts = { feed, snapshots, callers, frames: this.#frames, cookie, stuckMsMax, log };
    this.#watchers.set(socket, new Watcher(socket, parts));
    socket.on('close', () => this.#watchers.delete(socket));
  }

  #beat(): void {
    this.#beats += 1;
    for (const watcher of this.#watchers.values()) {
      if (this.#beats % PING_EVERY_BEATS === 0) watcher.ping();
      watcher.tellPosition();
      void watcher.recheck();
    }
  }
}
