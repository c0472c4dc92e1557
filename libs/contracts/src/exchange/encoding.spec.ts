import { encodeRecord, encodeRow } from './encoding.js';
import type { ExportRecord } from './records.js';

const abandoned: ExportRecord = {
  type: 'abandonedTicket',
  ticketId: '0195a1c2-7d4e-7b3a-9c11-2f6d8a4e5b10',
  abandonedAt: '2026-03-14T10:00:00.000Z',
  abandonedBy: 'V01',
  lines: 2,
  ttcCents: 990,
};

describe('the encoding of a record', () => {
  it('is one line with its members sorted by name and no space', () => {
    expect(encodeRecord(abandoned)).toBe(
      '{"abandonedAt":"2026-03-14T10:00:00.000Z","abandonedBy":"V01","lines":2,' +
        '"ticketId":"0195a1c2-7d4e-7b3a-9c11-2f6d8a4e5b10","ttcCents":990,"type":"abandonedTicket"}\n',
    );
  });

  it('does not depend on the order in which the members were written', () => {
    const turned = Object.fromEntries(Object.entries(abandoned).reverse()) as ExportRecord;
    expect(encodeRecord(turned)).toBe(encodeRecord(abandoned));
  });

  it('sorts inside objects and leaves lists in their order', () => {
    const record = { ...abandoned, extra: [{ b: 1, a: 2 }, { a: 1 }] } as ExportRecord;
    expect(encodeRecord(record)).toContain('"extra":[{"a":2,"b":1},{"a":1}]');
  });

  it('keeps accents as they are and line ends inside a text escaped', () => {
    const record = { ...abandoned, abandonedBy: 'Zoé\n«€»' } as ExportRecord;
    expect(encodeRecord(record)).toContain('"abandonedBy":"Zoé\\n«€»"');
    expect(encodeRecord(record).split('\n')).toHaveLength(2);
  });
});

describe('the encoding of a row', () => {
  it('is one JSON array on one line', () => {
    expect(encodeRow(['V01', 'Camille', ['CONNECT']])).toBe('["V01","Camille",["CONNECT"]]\n');
  });
});
