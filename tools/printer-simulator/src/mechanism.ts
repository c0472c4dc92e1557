import { type Bars, code128 } from './code128.js';
import { CELL_HEIGHT, CELL_WIDTH, type Mark, type TextMark, type Ticket } from './paper.js';
import type { Token } from './tokens.js';
import { characterOf } from './windows-1252.js';

/** 1/6 inch, as ESC 2 sets it. */
const DEFAULT_LINE_DOTS = 30;
const MIN_WIDTH_DOTS = 42 * CELL_WIDTH;
const TEXT_BELOW_BARS_DOTS = CELL_HEIGHT + 6;

/** What the commands before the next character have set. */
interface Style {
  codePage: number;
  scaleX: number;
  scaleY: number;
  bold: boolean;
  underlined: boolean;
  inverted: boolean;
}
const plainStyle = (): Style => ({
  codePage: 0,
  scaleX: 1,
  scaleY: 1,
  bold: false,
  underlined: false,
  inverted: false,
});

export type Effect = { readonly kind: 'cut'; readonly ticket: Ticket } | { readonly kind: 'drawer' };

/** The print head and the paper: executes commands one by one; a cut gives the ticket, a pulse opens the drawer. */
export class Mechanism {
  #style = plainStyle();
  #lineDots = DEFAULT_LINE_DOTS;
  #alignment = 0;
  #left = 0;
  #areaWidth = MIN_WIDTH_DOTS;
  #x = 0;
  #y = 0;
  #line: TextMark[] = [];
  #marks: Mark[] = [];
  #unknown: string[] = [];
  #widthDots = MIN_WIDTH_DOTS;
  #bar = { height: 162, moduleWidth: 3, textBelow: false };
  #graphics: { width: number; height: number; bits: Buffer } | undefined;

  execute(token: Token): Effect | undefined {
    if (token.kind === 'text') this.#print(token.bytes);
    else if (token.kind === 'unknown') this.#unknown.push(token.bytes.toString('hex'));
    else return this.#command(token.name, token.params);
    return undefined;
  }

  #command(name: string, params: Buffer): Effect | undefined {
    const n = params.length > 0 ? params.readUInt8(0) : 0;
    switch (name) {
      case 'LF':
        this.#feedLine();
        return undefined;
      case 'ESC d':
        for (let line = 0; line < n; line += 1) this.#feedLine();
        return undefined;
      case 'ESC J':
        this.#feedLine(n);
        return undefined;
      case 'GS V':
        return { kind: 'cut', ticket: this.#cut() };
      case 'ESC p':
      case 'DLE DC4':
        return { kind: 'drawer' };
      case 'GS k':
        this.#printBars(params);
        return undefined;
      case 'GS v':
        this.#printRaster(params.readUInt16LE(2) * 8, params.readUInt16LE(4), params.subarray(6));
        return undefined;
      case 'GS 8':
        this.#storeGraphics(params.subarray(5));
        return undefined;
      case 'GS (':
        this.#graphicsFunction(params);
        return undefined;
      default:
        this.#set(name, n, params);
        return undefined;
    }
  }

  #set(name: string, n: number, params: Buffer): void {
    const style = this.#style;
    switch (name) {
      case 'ESC @':
        this.#reset();
        break;
      case 'ESC 2':
        this.#lineDots = DEFAULT_LINE_DOTS;
        break;
      case 'ESC 3':
        this.#lineDots = n;
        break;
      case 'ESC t':
        style.codePage = n;
        break;
      case 'ESC E':
      case 'ESC G':
        style.bold = (n & 1) === 1;
        break;
      case 'ESC -':
        style.underlined = (n & 0x0f) !== 0;
        break;
      case 'GS B':
        style.inverted = (n & 1) === 1;
        break;
      case 'GS !':
        style.scaleX = ((n >> 4) & 7) + 1;
        style.scaleY = (n & 7) + 1;
        break;
      case 'ESC a':
        this.#alignment = n & 0x0f;
        break;
      case 'GS L':
        this.#left = params.readUInt16LE(0);
        break;
      case 'GS W':
        this.#areaWidth = params.readUInt16LE(0);
        this.#widthDots = Math.max(this.#widthDots, this.#left + this.#areaWidth);
        break;
      case 'ESC $':
        this.#x = params.readUInt16LE(0);
        break;
      case 'ESC \\':
        this.#x = Math.max(0, this.#x + params.readInt16LE(0));
        break;
      case 'GS h':
        this.#bar.height = n;
        break;
      case 'GS w':
        this.#bar.moduleWidth = n;
        break;
      case 'GS H':
        this.#bar.textBelow = (n & 2) !== 0;
        break;
    }
  }

  #reset(): void {
    this.#style = plainStyle();
    this.#lineDots = DEFAULT_LINE_DOTS;
    this.#alignment = 0;
    this.#left = 0;
    this.#areaWidth = this.#widthDots;
    this.#line = [];
    this.#x = 0;
  }

  #print(bytes: Buffer): void {
    const { codePage, scaleX, scaleY, bold, underlined, inverted } = this.#style;
    const width = CELL_WIDTH * scaleX;
    for (const byte of bytes) {
      if (this.#x + width > this.#areaWidth) this.#feedLine();
      const text = characterOf(byte, codePage);
      this.#line.push({
        kind: 'text',
        x: this.#x,
        bottom: 0,
        text,
        scaleX,
        scaleY,
        bold,
        underlined,
        inverted,
      });
      this.#x += width;
    }
  }

  /** Ends the line: its characters stand on one bottom line, as high as the highest of them. */
  #feedLine(dots = this.#lineDots): void {
    const heights = this.#line.map(({ scaleY }) => scaleY * CELL_HEIGHT);
    const bottom = this.#y + Math.max(CELL_HEIGHT, ...heights);
    const shift = this.#left + this.#aligned(Math.max(0, ...this.#line.map(endOf)));
    for (const mark of joined(this.#line)) this.#marks.push({ ...mark, x: mark.x + shift, bottom });
    this.#y += Math.max(dots, ...heights);
    this.#line = [];
    this.#x = 0;
  }

  #aligned(width: number): number {
    const room = Math.max(this.#areaWidth - width, 0);
    return this.#alignment === 1 ? Math.floor(room / 2) : this.#alignment === 2 ? room : 0;
  }

  #printBars(params: Buffer): void {
    const data = params.subarray(2);
    const bars: Bars =
      params.readUInt8(0) === 73 ? code128(data) : { modules: [], text: data.toString('latin1') };
    const { moduleWidth, height } = this.#bar;
    const width = moduleWidth * bars.modules.reduce((sum, modules) => sum + modules, 0);
    const x = this.#left + this.#aligned(width);
    this.#marks.push({ kind: 'bars', x, y: this.#y, height, moduleWidth, modules: bars.modules });
    this.#y += height;
    if (!this.#bar.textBelow) return;
    const textX = x + Math.round((width - bars.text.length * CELL_WIDTH) / 2);
    const bottom = this.#y + TEXT_BELOW_BARS_DOTS;
    this.#marks.push({ ...plainStyle(), kind: 'text', x: textX, bottom, text: bars.text });
    this.#y = bottom;
  }

  #printRaster(width: number, height: number, bits: Buffer): void {
    const x = this.#left + this.#aligned(width);
    this.#marks.push({ kind: 'raster', x, y: this.#y, width, height, bits: Buffer.from(bits) });
    this.#y += height;
  }

  /** GS 8 L function 112: keeps a picture until function 50 prints it. */
  #storeGraphics(params: Buffer): void {
    if (params.length < 10 || params.readUInt8(1) !== 112) return;
    const bits = Buffer.from(params.subarray(10));
    this.#graphics = { width: params.readUInt16LE(6), height: params.readUInt16LE(8), bits };
  }

  #graphicsFunction(params: Buffer): void {
    const isPrint = params.length >= 5 && params.readUInt8(0) === 0x4c && params.readUInt8(4) === 50;
    if (!isPrint || this.#graphics === undefined) return;
    this.#printRaster(this.#graphics.width, this.#graphics.height, this.#graphics.bits);
    this.#graphics = undefined;
  }

  #cut(): Ticket {
    if (this.#line.length > 0) this.#feedLine();
    const ticket: Ticket = {
      widthDots: this.#widthDots,
      heightDots: this.#y,
      marks: this.#marks,
      unknown: this.#unknown,
    };
    this.#marks = [];
    this.#unknown = [];
    this.#y = 0;
    return ticket;
  }
}

const endOf = (mark: TextMark): number => mark.x + mark.scaleX * CELL_WIDTH * Array.from(mark.text).length;

/** Neighbouring characters of one style, as one mark. */
function joined(line: readonly TextMark[]): readonly TextMark[] {
  const marks: TextMark[] = [];
  for (const mark of line) {
    const last = marks.at(-1);
    if (last !== undefined && endOf(last) === mark.x && sameStyle(last, mark)) {
      marks[marks.length - 1] = { ...last, text: last.text + mark.text };
    } else marks.push(mark);
  }
  return marks;
}

const sameStyle = (a: TextMark, b: TextMark): boolean =>
  a.scaleX === b.scaleX &&
  a.scaleY === b.scaleY &&
  a.bold === b.bold &&
  a.underlined === b.underlined &&
  a.inverted === b.inverted;
