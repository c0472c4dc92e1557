import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listening } from './listening.js';
import { Mechanism } from './mechanism.js';
import type { Ticket } from './paper.js';
import {
  FINE,
  identity,
  isReady,
  type PrinterCondition,
  realTimeStatus,
  sensorStatus,
} from './printer-condition.js';
import { fairWeather, type PrinterWeather } from './printer-weather.js';
import { type Token, Tokenizer } from './tokens.js';

export interface SimulatedPrinterOptions {
  readonly name: string;
  /** Time that a line takes to print; 0 prints at once. */
  readonly lineMs?: number;
  readonly onTicket?: (ticket: Ticket) => void;
  readonly onDrawer?: () => void;
}

export interface PrinterTraffic {
  readonly connections: number;
  readonly open: number;
  readonly resets: number;
  readonly receivedBytes: number;
  readonly drawersOpened: number;
}

interface Work {
  readonly token: Token;
  readonly socket: Socket;
}

/**
 * A network receipt printer: one connection at a time, further ones wait until it is closed, as with the real ones. Commands
 * are printed in order and wait while there is no paper; DLE EOT is answered at once all the same.
 */
export class SimulatedPrinter {
  readonly name: string;
  readonly #options: SimulatedPrinterOptions;
  readonly #server: Server;
  readonly #mechanism = new Mechanism();
  readonly #sockets: Socket[] = [];
  #queue: Work[] = [];
  #condition = FINE;
  #weather: PrinterWeather;
  #address: { readonly port: number; readonly host: string } | undefined;
  #isRunning = false;
  #connections = 0;
  #resets = 0;
  #receivedBytes = 0;
  #drawersOpened = 0;

  constructor(options: SimulatedPrinterOptions) {
    this.name = options.name;
    this.#options = options;
    this.#weather = fairWeather(options.lineMs ?? 0);
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Listens and returns the port; 0 takes a free one. */
  async listen(port: number, host = '127.0.0.1'): Promise<number> {
    const taken = await listening(this.#server, () => this.#server.listen(port, host));
    this.#address = { port: taken, host };
    return taken;
  }

  /** Off, what it had not printed is lost; on again, it is at the same address. */
  async switchPower(power: 'on' | 'off'): Promise<void> {
    if (power === 'off' && this.#server.listening) await this.close();
    if (power === 'on' && !this.#server.listening && this.#address !== undefined)
      await this.listen(this.#address.port, this.#address.host);
  }
  get power(): 'on' | 'off' {
    return this.#server.listening ? 'on' : 'off';
  }

  async close(): Promise<void> {
    this.#queue = [];
    for (const socket of this.#sockets) socket.destroy();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }

  get condition(): PrinterCondition {
    return this.#condition;
  }
  setCondition(condition: Partial<PrinterCondition>): void {
    this.#condition = { ...this.#condition, ...condition };
    void this.#run();
  }

  get weather(): PrinterWeather {
    return this.#weather;
  }
  setWeather(weather: Partial<PrinterWeather>): void {
    this.#weather = { ...this.#weather, ...weather };
  }

  /** Connections since the start, those cut instead of ended, bytes received, and how often the drawer sprang open. */
  get traffic(): PrinterTraffic {
    const { length: open } = this.#sockets;
    return {
      connections: this.#connections,
      open,
      resets: this.#resets,
      receivedBytes: this.#receivedBytes,
      drawersOpened: this.#drawersOpened,
    };
  }

  #accept(socket: Socket): void {
    this.#connections += 1;
    this.#sockets.push(socket);
    const tokenizer = new Tokenizer();
    socket.setNoDelay(true);
    socket.pause();
    socket.on('data', (chunk) => this.#receive(tokenizer.push(chunk), chunk.length, socket));
    // A client that vanishes is no event for a printer: what it sent is printed, what it did not send is missing.
    socket.on('error', () => {
      this.#resets += 1;
      socket.destroy();
    });
    socket.on('close', () => {
      this.#sockets.splice(this.#sockets.indexOf(socket), 1);
      this.#sockets[0]?.resume();
    });
    if (this.#sockets[0] === socket) socket.resume();
  }

  #receive(tokens: readonly Token[], bytes: number, socket: Socket): void {
    this.#receivedBytes += bytes;
    if (this.#isCut(bytes)) {
      this.#queue = [];
      socket.resetAndDestroy();
      return;
    }
    for (const token of tokens) {
      if (token.kind === 'command' && token.name === 'DLE EOT') {
        this.#answer(socket, Buffer.from([realTimeStatus(token.params.readUInt8(0), this.#condition)]));
      } else this.#queue.push({ token, socket });
    }
    void this.#run();
  }

  /** Counts down to the moment at which the line is cut, once. */
  #isCut(bytes: number): boolean {
    const { cutAfterBytes } = this.#weather;
    if (cutAfterBytes === null) return false;
    const left = cutAfterBytes - bytes;
    this.setWeather({ cutAfterBytes: left > 0 ? left : null });
    return left <= 0;
  }

  /** Counts down to the moment at which the paper is at its end, once. */
  #useLine(): void {
    const { paperOutAfterLines } = this.#weather;
    if (paperOutAfterLines === null) return;
    const left = paperOutAfterLines - 1;
    this.setWeather({ paperOutAfterLines: left > 0 ? left : null });
    if (left <= 0) this.setCondition({ paper: 'out' });
  }

  #answer(socket: Socket, bytes: Buffer): void {
    if (!this.#weather.silent && socket.writable) socket.write(bytes);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#queue.length > 0 && isReady(this.#condition)) {
      const work = this.#queue.shift();
      if (work === undefined) break;
      this.#execute(work);
      const isLine = work.token.kind === 'command' && work.token.name === 'LF';
      if (isLine) this.#useLine();
      if (isLine && this.#weather.lineMs > 0) await sleep(this.#weather.lineMs);
    }
    this.#isRunning = false;
  }

  #execute({ token, socket }: Work): void {
    if (token.kind === 'command') {
      const n = token.params.length > 0 ? token.params.readUInt8(0) : 1;
      if (token.name === 'GS r' || token.name === 'ESC v') {
        this.#answer(socket, Buffer.from([sensorStatus(n, this.#condition)]));
        return;
      }
      if (token.name === 'GS I') {
        this.#answer(socket, identity(n));
        return;
      }
    }
    if (this.#weather.lying) return;
    const effect = this.#mechanism.execute(token);
    if (effect?.kind === 'cut') this.#options.onTicket?.(effect.ticket);
    if (effect?.kind === 'drawer') {
      this.#drawersOpened += 1;
      this.#options.onDrawer?.();
    }
  }
}
