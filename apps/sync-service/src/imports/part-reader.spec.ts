import { createHash } from 'node:crypto';
import type { DatasetPart } from '@encaisse/contracts';
import { type BadRow, PartCorrupt, PartReader, TooManyRejects } from './part-reader.js';

const body = ['["3000000000014","A1"]', '["3000000000427","A2"]', '["3000000001196","A1"]']
  .join('\n')
  .concat('\n');

const partOf = (text: string, lie: Partial<DatasetPart> = {}): DatasetPart => ({
  name: 'barcodes',
  scope: 'chain',
  columns: ['barcode', 'articleCode'],
  rows: text.split('\n').length - 1,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
  ...lie,
});

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(part: DatasetPart, text: string, { allowed = 0, size = 16 } = {}) {
  const bad: BadRow[] = [];
  const reader = new PartReader(part, allowed, async (piece) => {
    bad.push(...piece.bad);
  });
  const rows: unknown[][] = [];
  for await (const piece of reader.read(cut(text, size))) {
    rows.push(...piece.map(({ line, values }) => [line, ...values]));
  }
  return { rows, bad, accepted: reader.accepted, rejected: reader.rejected };
}

const corruptionOf = async (reading: Promise<unknown>): Promise<unknown> => {
  const error = await reading.catch((thrown: unknown) => thrown);
  if (!(error instanceof PartCorrupt)) throw new Error(`not corrupt: ${error}`);
  return error.facts;
};

describe('a part on its way in', () => {
  it.each([1, 7, 16, 1_000])('is read row by row in pieces of %i bytes', async (size) => {
    expect(await read(partOf(body), body, { size })).toEqual({
      rows: [
        [1, '3000000000014', 'A1'],
        [2, '3000000000427', 'A2'],
        [3, '3000000001196', 'A1'],
      ],
      bad: [],
      accepted: 3,
      rejected: 0,
    });
  });

  it('is corrupt when count, size or sha256 are not as announced', async () => {
    expect(await corruptionOf(read(partOf(body, { rows: 2 }), body))).toMatchObject({
      what: 'rows',
      received: 3,
    });
    expect(await corruptionOf(read(partOf(body, { rows: 4 }), body))).toMatchObject({
      what: 'rows',
      received: 3,
    });
    expect(await corruptionOf(read(partOf(body, { bytes: 10 }), body))).toMatchObject({ what: 'bytes' });
    expect(await corruptionOf(read(partOf(body, { bytes: 1_000 }), body))).toMatchObject({ what: 'bytes' });
    const sha256 = '0'.repeat(64);
    expect(await corruptionOf(read(partOf(body, { sha256 }), body))).toMatchObject({ what: 'sha256' });
  });

  it('is corrupt when a line does not end, before memory is full', async () => {
    const endless = 'x'.repeat(200_000);
    const part = partOf(endless, { rows: 1 });
    expect(await corruptionOf(read(part, endless, { size: 16_384 }))).toMatchObject({ what: 'line' });
  });

  it('loses bad rows up to its limit, with line and content, and not one more', async () => {
    const text = `${body}["3000000000014","A9"]\nnonsense\n`;
    const { rows, bad } = await read(partOf(text), text, { allowed: 2 });
    expect(rows).toHaveLength(3);
    expect(bad).toEqual([
      { line: 4, reason: 'DUPLICATE', detail: null, content: '["3000000000014","A9"]' },
      { line: 5, reason: 'NOT_JSON', detail: null, content: 'nonsense' },
    ]);
    await expect(read(partOf(text), text, { allowed: 1 })).rejects.toThrow(TooManyRejects);
  });

  it('may be empty', async () => {
    expect(await read(partOf(''), '')).toMatchObject({ rows: [], accepted: 0 });
  });
});
