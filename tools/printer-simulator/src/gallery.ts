import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ticket } from './paper.js';
import { pngOf } from './render-png.js';
import { svgOf } from './render-svg.js';
import { textOf } from './render-text.js';

export interface PrintedTicket {
  /** `P1-000042`: printer, and number of the ticket since the folder was new. */
  readonly id: string;
  readonly printer: string;
  readonly printedAt: string;
  readonly text: string;
  /** Bytes, in hexadecimal, that were neither a command nor a text. */
  readonly unknown: readonly string[];
}

export interface KeptTicket {
  readonly printed: PrintedTicket;
  readonly svg: string;
}

export interface GalleryOptions {
  /** Where every ticket is written as `.txt`, `.svg` and `.png`. Absent: kept in memory only. */
  readonly folder?: string;
  /** `asked` draws no PNG until one is asked for: drawing costs more than everything else. */
  readonly png?: 'each' | 'asked';
}

/** Oldest tickets are forgotten in memory beyond this; the folder keeps all. */
const KEPT_MAX = 5_000;
const FILE_NAME = /^(?<printer>.+)-(?<number>\d{6,})\.txt$/u;

/** Every ticket that the printers cut, as text and pictures. */
export class Gallery {
  readonly #options: GalleryOptions;
  readonly #tickets = new Map<string, KeptTicket>();
  readonly #numbers = new Map<string, number>();
  #drawers = 0;
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(options: GalleryOptions = {}) {
    this.#options = options;
  }

  /** Makes the folder, takes back what earlier runs left in it and goes on numbering after that. */
  async open(): Promise<void> {
    const { folder } = this.#options;
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    const names = (await readdir(folder)).sort().slice(-3 * KEPT_MAX);
    for (const name of names) {
      const { printer, number } = FILE_NAME.exec(name)?.groups ?? {};
      if (printer === undefined) continue;
      this.#numbers.set(printer, Math.max(this.#numbers.get(printer) ?? 0, Number(number)));
      await this.#takeBack(folder, name.slice(0, -'.txt'.length), printer);
    }
  }

  async #takeBack(folder: string, id: string, printer: string): Promise<void> {
    const path = join(folder, id);
    const text = await readFile(`${path}.txt`, 'utf8');
    const { mtime } = await stat(`${path}.txt`);
    const printed = { id, printer, printedAt: mtime.toISOString(), text, unknown: [] };
    this.#tickets.set(id, { printed, svg: await readFile(`${path}.svg`, 'utf8') });
  }

  add(printer: string, ticket: Ticket): void {
    const number = (this.#numbers.get(printer) ?? 0) + 1;
    this.#numbers.set(printer, number);
    const printed: PrintedTicket = {
      id: `${printer}-${String(number).padStart(6, '0')}`,
      printer,
      printedAt: new Date().toISOString(),
      text: textOf(ticket),
      unknown: ticket.unknown,
    };
    const svg = svgOf(ticket);
    this.#tickets.set(printed.id, { printed, svg });
    const oldest = this.#tickets.keys().next().value;
    if (this.#tickets.size > KEPT_MAX && oldest !== undefined) this.#tickets.delete(oldest);
    this.#writing = this.#writing
      .then(() => this.#write(printed, svg))
      .catch((error: unknown) => {
        this.#failure = error;
      });
  }

  /** Oldest first. */
  list(printer?: string): readonly PrintedTicket[] {
    const all = [...this.#tickets.values()].map(({ printed }) => printed);
    return printer === undefined ? all : all.filter((ticket) => ticket.printer === printer);
  }

  get(id: string): KeptTicket | undefined {
    return this.#tickets.get(id);
  }

  png({ svg }: KeptTicket): Buffer {
    return pngOf(svg);
  }

  drawerOpened(): void {
    this.#drawers += 1;
  }
  get drawersOpened(): number {
    return this.#drawers;
  }

  /** Waits until everything is written; throws what went wrong with the folder. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #write({ id, text }: PrintedTicket, svg: string): Promise<void> {
    if (this.#options.folder === undefined) return;
    const path = join(this.#options.folder, id);
    // The text comes last of the two: where it is, the picture is.
    await writeFile(`${path}.svg`, svg);
    await writeFile(`${path}.txt`, text);
    if (this.#options.png !== 'asked') await writeFile(`${path}.png`, pngOf(svg));
  }
}
