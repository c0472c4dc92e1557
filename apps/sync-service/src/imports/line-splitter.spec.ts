import fc from 'fast-check';
import { LINE_BYTES_MAX, LineSplitter } from './line-splitter.js';

/** The bytes of a text, cut at these places. */
function pieces(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

function linesOf(chunks: Iterable<Uint8Array>): string[] {
  const splitter = new LineSplitter();
  return [...Iterator.from(chunks).flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe('a stream of bytes', () => {
  it('is the same lines wherever it is cut, even inside a character', () => {
    const line = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => `${text.replaceAll('\n', '')}é€🥖`);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.array(fc.nat(2_000)), (lines, cuts) => {
        expect(linesOf(pieces(`${lines.join('\n')}\n`, cuts))).toEqual(lines);
      }),
    );
  });

  it('has a last line even without a last line feed, and empty lines where they are', () => {
    expect(linesOf([Buffer.from('a\n\nb')])).toEqual(['a', '', 'b']);
    expect(linesOf([])).toEqual([]);
    expect(linesOf([Buffer.from('\n')])).toEqual(['']);
  });

  it('is given up when a line does not end', () => {
    const splitter = new LineSplitter();
    splitter.push(Buffer.alloc(LINE_BYTES_MAX, 'x'));
    expect(() => splitter.push(Buffer.from('x'))).toThrow(RangeError);
  });
});
