import { LessThan } from 'typeorm';
import { fromCursor, toCursor } from './page-cursor.js';
import { behind, pageOf } from './paging.js';

interface Row {
  at: Date;
  id: string;
  registerId: string;
}
const id = '0198c1b2-0000-7000-8000-00000000000a';
const at = new Date('2026-03-14T08:00:00.123Z');
const rows: Row[] = [1, 2, 3].map((n) => ({ at: new Date(at.getTime() - n), id, registerId: 'r' }));
const columns = { at: 'at', id: 'id' } as const;

describe('pages of a list that is newest first', () => {
  it('go on behind the last row, and end', () => {
    const { rows: page, nextCursor } = pageOf(rows, { limit: 2 }, (row) => row);
    expect(page).toEqual(rows.slice(0, 2));
    expect(fromCursor(nextCursor ?? '')).toEqual({ at: rows[1]?.at, id });
    expect(pageOf(rows, { limit: 3 }, (row) => row).nextCursor).toBeNull();
  });

  it('tell rows of the same moment apart by their ids', () => {
    const request = { limit: 2, cursor: toCursor({ at, id }) };
    expect(behind<Row>({ registerId: 'r' }, request, columns)).toEqual([
      { registerId: 'r', at: LessThan(at) },
      { registerId: 'r', at, id: LessThan(id) },
    ]);
  });

  it('begin anew with a cursor that is none of ours', () => {
    for (const cursor of ['', 'nonsense', Buffer.from('[1]').toString('base64url')]) {
      expect(behind<Row>({ registerId: 'r' }, { limit: 2, cursor }, columns)).toEqual([{ registerId: 'r' }]);
    }
  });
});
