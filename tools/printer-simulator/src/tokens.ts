/**
 * Cuts a stream of ESC/POS bytes into commands. Knows the lengths of the commands that receipt software commonly sends, so that
 * the bytes of a picture are never taken for commands; what it does not know is reported, not guessed.
 */
export type Token =
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'command'; readonly name: string; readonly params: Buffer }
  | { readonly kind: 'unknown'; readonly bytes: Buffer };

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
const DLE = 0x10;
const PREFIXES: Readonly<Record<number, string>> = { [ESC]: 'ESC', [GS]: 'GS', [FS]: 'FS', [DLE]: 'DLE' };
const LF = 0x0a;

/** Bytes of parameters after prefix and letter. */
const FIXED: Readonly<Record<string, number>> = {
  'ESC @': 0,
  'ESC 2': 0,
  'ESC 3': 1,
  'ESC SP': 1,
  'ESC !': 1,
  'ESC $': 2,
  'ESC -': 1,
  'ESC E': 1,
  'ESC G': 1,
  'ESC J': 1,
  'ESC M': 1,
  'ESC R': 1,
  'ESC \\': 2,
  'ESC a': 1,
  'ESC d': 1,
  'ESC p': 3,
  'ESC t': 1,
  'ESC v': 0,
  'ESC {': 1,
  'GS !': 1,
  'GS B': 1,
  'GS H': 1,
  'GS I': 1,
  'GS L': 2,
  'GS W': 2,
  'GS a': 1,
  'GS h': 1,
  'GS r': 1,
  'GS w': 1,
  'FS &': 0,
  'FS .': 0,
  'FS -': 1,
  'FS C': 1,
  'FS S': 2,
  'DLE EOT': 1,
  'DLE DC4': 3,
};

/** Length of the parameters of a command that says it itself, or `undefined` while too few bytes have come. */
const COUNTED: Readonly<Record<string, (params: Buffer) => number | undefined>> = {
  'GS V': (params) => (params.length < 1 ? undefined : isCutWithFeed(params.readUInt8(0)) ? 2 : 1),
  'GS k': (params) => {
    const system = params.length < 1 ? undefined : params.readUInt8(0);
    if (system === undefined) return undefined;
    if (system >= 65) return params.length < 2 ? undefined : 2 + params.readUInt8(1);
    const end = params.indexOf(0, 1);
    return end === -1 ? undefined : end + 1;
  },
  'GS (': functionLength,
  'FS (': functionLength,
  'GS 8': (params) => (params.length < 5 ? undefined : 5 + params.readUInt32LE(1)),
  'GS v': (params) => (params.length < 6 ? undefined : 6 + params.readUInt16LE(2) * params.readUInt16LE(4)),
};

const isCutWithFeed = (mode: number): boolean => mode === 65 || mode === 66 || mode === 97 || mode === 98;

function functionLength(params: Buffer): number | undefined {
  return params.length < 3 ? undefined : 3 + params.readUInt16LE(1);
}

export class Tokenizer {
  #pending: Buffer = Buffer.alloc(0);

  /** Takes what arrived and returns every command that is complete by now. */
  push(chunk: Buffer): readonly Token[] {
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const tokens: Token[] = [];
    while (rest.length > 0) {
      const token = next(rest);
      if (token === undefined) break;
      tokens.push(token.token);
      rest = rest.subarray(token.length);
    }
    this.#pending = Buffer.from(rest);
    return tokens;
  }
}

interface Cut {
  readonly token: Token;
  readonly length: number;
}

function next(bytes: Buffer): Cut | undefined {
  const first = bytes.readUInt8(0);
  if (first === LF) return { token: { kind: 'command', name: 'LF', params: Buffer.alloc(0) }, length: 1 };
  if (PREFIXES[first] !== undefined) return commandAt(bytes, PREFIXES[first]);
  if (first < 0x20) return { token: { kind: 'unknown', bytes: bytes.subarray(0, 1) }, length: 1 };
  let length = 1;
  while (length < bytes.length && bytes.readUInt8(length) >= 0x20) length += 1;
  return { token: { kind: 'text', bytes: Buffer.from(bytes.subarray(0, length)) }, length };
}

function commandAt(bytes: Buffer, prefix: string): Cut | undefined {
  if (bytes.length < 2) return undefined;
  const name = `${prefix} ${letterOf(bytes.readUInt8(1))}`;
  const params = bytes.subarray(2);
  const length = FIXED[name] ?? COUNTED[name]?.(params);
  if (length === undefined && COUNTED[name] === undefined) {
    return { token: { kind: 'unknown', bytes: Buffer.from(bytes.subarray(0, 2)) }, length: 2 };
  }
  if (length === undefined || params.length < length) return undefined;
  return {
    token: { kind: 'command', name, params: Buffer.from(params.subarray(0, length)) },
    length: 2 + length,
  };
}

const letterOf = (byte: number): string => {
  if (byte === 0x20) return 'SP';
  if (byte === 0x04) return 'EOT';
  return byte === 0x14 ? 'DC4' : String.fromCharCode(byte);
};
