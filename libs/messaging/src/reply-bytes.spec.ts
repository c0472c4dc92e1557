import { fitting, PAGE_BYTES_MAX } from './reply-bytes.js';

describe('a page of an answer', () => {
  it('has as many rows as fit into a message, whatever alphabet they are in', () => {
    const rows = Array.from({ length: 600 }, (_, n) => ({ n, text: 'é'.repeat(1_000) }));
    const page = fitting(rows);
    expect(page).toEqual(rows.slice(0, page.length));
    const bytes = Buffer.byteLength(JSON.stringify(page));
    expect(bytes).toBeLessThanOrEqual(PAGE_BYTES_MAX + 1);
    expect(bytes).toBeGreaterThan(PAGE_BYTES_MAX - 2_100);
  });

  it('has at least one row, that the reader gets on', () => {
    const large = 'x'.repeat(PAGE_BYTES_MAX);
    expect(fitting([large, 'y'])).toEqual([large]);
    expect(fitting([])).toEqual([]);
  });
});
