import { CHUNK_BYTES_LIMIT, CHUNK_RECORDS_LIMIT } from '@encaisse/contracts';
import fc from 'fast-check';
import { ChunkCutter } from './chunk-cutter.js';

function cut(lines: readonly number[]) {
  const cutter = new ChunkCutter();
  for (const bytes of lines) cutter.add(bytes);
  return cutter.finish();
}

describe('a session cut into chunks', () => {
  it('has full chunks and a last one with the rest', () => {
    const chunks = cut(Array.from({ length: CHUNK_RECORDS_LIMIT * 2 + 3 }, () => 10));
    expect(chunks).toEqual([
      { index: 0, start: 0, end: 5_000, records: 500 },
      { index: 1, start: 5_000, end: 10_000, records: 500 },
      { index: 2, start: 10_000, end: 10_030, records: 3 },
    ]);
  });

  it('holds every line once, in order, within the limits of head office', () => {
    const line = fc.integer({ min: 2, max: CHUNK_BYTES_LIMIT / 2 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 1_200 }), (lines) => {
        const chunks = cut(lines);
        expect(chunks.reduce((sum, { records }) => sum + records, 0)).toBe(lines.length);
        expect(chunks.at(-1)?.end).toBe(lines.reduce((sum, bytes) => sum + bytes, 0));
        for (const [index, chunk] of chunks.entries()) {
          expect(chunk.index).toBe(index);
          expect(chunk.start).toBe(chunks[index - 1]?.end ?? 0);
          expect(chunk.records).toBeLessThanOrEqual(CHUNK_RECORDS_LIMIT);
          expect(chunk.end - chunk.start).toBeLessThanOrEqual(CHUNK_BYTES_LIMIT);
        }
      }),
    );
  });
});
