import fc from 'fast-check';
import { decode } from './decode.js';
import { svgOf } from './render-svg.js';
import { textOf } from './render-text.js';
import { Tokenizer } from './tokens.js';

const bytes = (...parts: readonly (string | number)[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))),
  );
const CUT = '\x1dVB\x00';

test('text is read in Windows-1252 once that page is chosen, and shows as boxes before', () => {
  const { tickets } = decode(bytes('\x80\n', '\x1bt\x10', '\x80 \x9cuf \xe9\n', CUT));
  expect(tickets.map(textOf)).toEqual(['■\n€ œuf é\n']);
});

test('rules are drawn with the katakana page', () => {
  const { tickets } = decode(bytes('\x1bt\x01\x9c\x95\x95\x9d\n', CUT));
  expect(tickets.map(textOf)).toEqual(['╭──╮\n']);
});

test('large letters keep their edge of the paper in the text', () => {
  const { tickets } = decode(bytes('\x1d!\x11TOTAL\x1b$', 0x80, 1, '12,00\n', CUT));
  expect(tickets.map(textOf)).toEqual([`TOTAL${' '.repeat(32)}12,00\n`]);
});

test('each cut ends a ticket, a pulse opens the drawer', () => {
  const decoded = decode(bytes('un\n', CUT, 'deux\n', '\x1dV0', '\x1bp\x00\x19\xfa'));
  expect(decoded.tickets.map(textOf)).toEqual(['un\n', 'deux\n']);
  expect(decoded.drawerPulses).toBe(1);
});

test('a picture is skipped by its length, whatever commands its bytes look like', () => {
  const picture = bytes('\x1dv0\x00', 1, 0, 3, 0, '\x1bp\x0a');
  const { tickets, drawerPulses } = decode(bytes(picture.toString('latin1'), 'x\n', CUT));
  expect(drawerPulses).toBe(0);
  expect(tickets.map(({ marks }) => marks.map(({ kind }) => kind))).toEqual([['raster', 'text']]);
});

test('a barcode is drawn as its bars and read by a person below', () => {
  const data = '{C\x0c\x22';
  const { tickets } = decode(bytes('\x1dw\x02\x1dh\x38\x1dH\x02\x1dkI', data.length, data, CUT));
  expect(tickets.map(textOf)).toEqual([expect.stringMatching(/^ *1234\n$/u)]);
  const bars = tickets[0]?.marks.find((mark) => mark.kind === 'bars');
  // Start C, 12, 34, checksum (105 + 12 + 2 × 34 = 185 mod 103 = 82), stop: ISO/IEC 15417.
  expect(bars?.modules.join('')).toBe('211232' + '112232' + '131123' + '121241' + '2331112');
});

test('what is neither a command nor a text is reported', () => {
  const { tickets } = decode(bytes('\x07a\x1b\x7f\n', CUT));
  expect(tickets.flatMap(({ unknown }) => unknown)).toEqual(['07', '1b7f']);
});

test('the picture escapes what a label may contain', () => {
  const { tickets } = decode(bytes('<script>&\n', CUT));
  expect(tickets.map(svgOf).join()).toContain('&lt;script&gt;&amp;');
});

test('bytes mean the same however they are cut into chunks', () => {
  const stream = bytes(
    '\x1b@\x1bt\x10caf\xe9\n',
    '\x1dv0\x00',
    1,
    0,
    2,
    0,
    '\x1bp',
    '\x10\x04\x01',
    CUT,
    '\x1dr1',
  );
  const whole = new Tokenizer().push(stream);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 8 }), (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const tokenizer = new Tokenizer();
      const pieces = edges
        .slice(1)
        .flatMap((end, index) => tokenizer.push(stream.subarray(edges[index], end)));
      expect(text(pieces)).toEqual(text(whole));
    }),
  );
});

/** Neighbouring pieces of text as one. */
const text = (tokens: readonly ReturnType<Tokenizer['push']>[number][]): string =>
  tokens
    .map((token) =>
      token.kind === 'command'
        ? `<${token.name} ${token.params.toString('hex')}>`
        : token.bytes.toString('latin1'),
    )
    .join('');
