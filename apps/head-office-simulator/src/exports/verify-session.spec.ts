import type { ExportedTicket, ExportedZ, ExportRecord } from '@encaisse/contracts';
import { sampleSession } from '../../spec/sample-session.js';
import { verifySession } from './verify-session.js';

const pathsOf = (bend: (records: ExportRecord[]) => ExportRecord[]): string[] => {
  const { manifest, chunks } = sampleSession({ bend });
  return verifySession(manifest, chunks).differences.map(({ path }) => path);
};

const onTicket = (index: number, change: (ticket: ExportedTicket) => void) => (records: ExportRecord[]) => {
  const ticket = records.filter((record) => record.type === 'ticket')[index];
  if (ticket !== undefined) change(ticket);
  return records;
};
const onZ = (change: (z: ExportedZ) => void) => (records: ExportRecord[]) => {
  for (const record of records) if (record.type === 'z') change(record);
  return records;
};

describe('a session that head office recomputes', () => {
  it('is right when manifest, records and Z agree', () => {
    const { manifest, chunks } = sampleSession({ tickets: 7 });
    expect(verifySession(manifest, chunks)).toEqual({
      sha256: manifest.sha256,
      totals: manifest.totals,
      differences: [],
    });
  });

  it('may have no ticket at all', () => {
    const { manifest, chunks } = sampleSession({ tickets: 0 });
    expect(verifySession(manifest, chunks).differences).toEqual([]);
  });

  it('is wrong by a cent when a ticket is, against the manifest and against the Z', () => {
    const { manifest, chunks } = sampleSession({
      bend: onTicket(0, (ticket) => {
        ticket.ttcCents += 1;
      }),
    });
    const { differences } = verifySession(manifest, chunks);
    expect(differences).toContainEqual({ path: 'totals.ttcCents', declared: 3_255, recomputed: 3_256 });
    expect(differences).toContainEqual({ path: 'z.totals.ttcCents', declared: 3_255, recomputed: 3_256 });
    expect(differences).toContainEqual({ path: 'tickets.100.ttcCents', declared: 1_086, recomputed: 1_085 });
  });

  it('is wrong when a ticket is missing', () => {
    const without = (records: ExportRecord[]) => records.filter((record) => !isTicket(record, 102));
    expect(pathsOf(without)).toEqual(
      expect.arrayContaining(['totals.ticketCount', 'z.totals.ticketCount', 'z.lastTicketNumber']),
    );
  });

  it('is wrong when a ticket comes twice', () => {
    const twice = (records: ExportRecord[]) =>
      records.flatMap((record) => (isTicket(record, 101) ? [record, record] : [record]));
    expect(pathsOf(twice)).toEqual(expect.arrayContaining(['totals.ticketCount', 'tickets.101.number']));
  });

  it('is wrong when the VAT of a ticket is not that of its lines', () => {
    const moved = onTicket(1, (ticket) => {
      for (const line of ticket.lines) line.vatBasisPoints = 550;
    });
    expect(pathsOf(moved)).toEqual(['tickets.101.vat.550.ttcCents', 'tickets.101.vat.2000.ttcCents']);
  });

  it('is wrong when HT and VAT of a rate do not make its TTC', () => {
    const paths = pathsOf(
      onTicket(1, (ticket) => {
        for (const part of ticket.vat) part.vatCents += 1;
      }),
    );
    expect(paths).toContain('tickets.101.vat.550.vatCents');
    expect(paths).toContain('totals.vat.2000.vatCents');
  });

  it('is wrong when payments do not make the ticket, or change does not fit', () => {
    const paths = pathsOf(
      onTicket(0, (ticket) => {
        for (const payment of ticket.payments) payment.amountCents -= 5;
      }),
    );
    expect(paths).toContain('tickets.100.payments');
    expect(paths.some((path) => /^tickets\.100\.payments\..+\.amountCents$/u.test(path))).toBe(true);
    expect(paths).toContain('totals.cash.expectedCents');
  });

  it('is wrong when the Z says something else', () => {
    const paths = pathsOf(
      onZ((z) => {
        z.totals.tenders = [];
        z.firstTicketNumber = 1;
      }),
    );
    expect(paths).toEqual(
      expect.arrayContaining(['z.totals.tenders.ESP.amountCents', 'z.firstTicketNumber']),
    );
    expect(paths.filter((path) => path.startsWith('totals.'))).toEqual([]);
  });

  it('is wrong when it does not begin with its opening or end with its Z', () => {
    expect(pathsOf((records) => records.slice(1))).toContain('records.1.type');
    expect(pathsOf((records) => records.slice(0, -1))).toContain('records.last.type');
    expect(pathsOf(([first, ...rest]) => (first === undefined ? rest : [first, first, ...rest]))).toContain(
      'records.2.type',
    );
    expect(pathsOf((records) => [...records, ...records.slice(1, 2)])).toEqual(
      expect.arrayContaining(['records.10.type', 'records.last.type']),
    );
  });

  it('is wrong when it tells of a dismissed late ticket that its Z does not, or out of its place', () => {
    const dismissed: ExportRecord = {
      type: 'dismissedLateTicket',
      ticketId: '0195a1c2-0000-7000-8000-000000000002',
      dismissedAt: '2026-03-14T12:30:00.000Z',
      dismissedBy: 'R01',
      reason: 'vente retapée',
      soldIn: '0195a1c2-0000-7000-8000-000000000003',
      soldAt: '2026-03-13T18:59:00.000Z',
      soldBy: 'V01',
      doubts: ['ARTICLE'],
      sha256: 'a'.repeat(64),
      ttcCents: 499,
    };
    const at = (place: number) => (records: ExportRecord[]) => records.toSpliced(place, 0, dismissed);
    const told = ['totals.dismissedLateCount', 'z.totals.dismissedLateCount'];
    expect(pathsOf(at(5))).toEqual(told);
    expect(pathsOf(at(3))).toEqual([...told, 'records.5.type']);
  });

  it('is wrong when its opening names another session', () => {
    const paths = pathsOf((records) => {
      for (const record of records) if (record.type === 'session') record.key.epoch = 9;
      return records;
    });
    expect(paths).toEqual(['session.key.epoch']);
  });

  it('is wrong when cash that moved without a ticket is left out, or counted twice', () => {
    const without = pathsOf((records) => records.filter(({ type }) => type !== 'cashMovement'));
    expect(without).toEqual(
      expect.arrayContaining(['totals.cashMovements.SAFE_DROP.count', 'totals.cash.expectedCents']),
    );
    const twice = pathsOf((records) =>
      records.flatMap((record): ExportRecord[] =>
        record.type === 'cashMovement' ? [record, record] : [record],
      ),
    );
    expect(twice).toEqual(
      expect.arrayContaining(['cashMovements.1.number', 'totals.cashMovements.IN.amountCents']),
    );
  });

  it('is wrong when an opening of the drawer is missing', () => {
    const paths = pathsOf((records) => records.filter(({ type }) => type !== 'drawerOpening'));
    expect(paths).toContain('totals.drawerOpenings');
  });

  it('is wrong when it is not the bytes that were announced', () => {
    const { manifest, chunks } = sampleSession();
    const { manifest: other } = sampleSession({ tickets: 4 });
    const paths = verifySession({ ...manifest, sha256: other.sha256, records: 12 }, chunks).differences;
    expect(paths).toEqual([
      { path: 'records', declared: 12, recomputed: 9 },
      { path: 'sha256', declared: other.sha256, recomputed: manifest.sha256 },
    ]);
  });

  it('names at most a hundred differences', () => {
    const { manifest, chunks } = sampleSession({
      tickets: 400,
      bend: (records) =>
        records.map((record) => (record.type === 'ticket' ? { ...record, ttcCents: 0 } : record)),
    });
    expect(verifySession(manifest, chunks).differences).toHaveLength(100);
  });
});

const isTicket = (record: ExportRecord, number: number): boolean =>
  record.type === 'ticket' && record.number === number;
