/** What stands on a printed ticket, in printer dots from the paper's printable left edge and the ticket's top. */
export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** Bottom of the character cell. */
  readonly bottom: number;
  readonly text: string;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly bold: boolean;
  readonly underlined: boolean;
  readonly inverted: boolean;
}
export interface BarsMark {
  readonly kind: 'bars';
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly moduleWidth: number;
  readonly modules: readonly number[];
}
export interface RasterMark {
  readonly kind: 'raster';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly bits: Buffer;
}
export type Mark = TextMark | BarsMark | RasterMark;

/** A piece of paper from one cut to the next. */
export interface Ticket {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly marks: readonly Mark[];
  /** Bytes that are no command and no text. */
  readonly unknown: readonly string[];
}

/** Font A: 12 dots wide, 24 high. */
export const CELL_WIDTH = 12;
export const CELL_HEIGHT = 24;
