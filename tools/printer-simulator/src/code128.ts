/** Bar and space widths of the 107 symbols of CODE128, in modules (ISO/IEC 15417). */
const SYMBOLS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

const START: Readonly<Record<string, number>> = { A: 103, B: 104, C: 105 };
const SWITCH: Readonly<Record<string, number>> = { A: 101, B: 100, C: 99 };
const STOP = 106;

export interface Bars {
  /** Widths in modules, bars and spaces in turn, a bar first. */
  readonly modules: readonly number[];
  /** What a person reads below. */
  readonly text: string;
}

/** Bars of the data of `GS k 73`: `{A`, `{B` and `{C` choose the code set, `{{` is a brace; in set C each byte is two digits. */
export function code128(data: Buffer): Bars {
  const values: number[] = [];
  let set = '';
  let text = '';
  for (let index = 0; index < data.length; index += 1) {
    const byte = data.readUInt8(index);
    if (byte === 0x7b && index + 1 < data.length) {
      index += 1;
      const letter = String.fromCharCode(data.readUInt8(index));
      const symbol = set === '' ? START[letter] : SWITCH[letter];
      if (symbol !== undefined) {
        values.push(symbol);
        set = letter;
        continue;
      }
    }
    values.push(set === 'C' ? byte : set === 'A' && byte < 32 ? byte + 64 : byte - 32);
    text += set === 'C' ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
  }
  const checksum = values.reduce((sum, value, index) => sum + value * Math.max(index, 1), 0) % 103;
  const symbols = [...values, checksum, STOP].map((value) => SYMBOLS[value] ?? '');
  return { modules: symbols.flatMap((symbol) => Array.from(symbol, Number)), text };
}
