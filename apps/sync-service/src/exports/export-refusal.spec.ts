import { HeadOfficeSilent } from '../head-office/head-office.js';
import { refusedBy, reportOf } from './export-refusal.js';
import type { ExportSession } from './export-session.js';

const session = { sessionId: 'a-session', epoch: 7, number: 2, businessDate: '2026-03-14' } as ExportSession;

describe('a refused export', () => {
  it('says which session and what differs, in the words of the register', () => {
    const differences = [
      { path: 'totals.ttcCents', declared: 1_250, recomputed: 1_249 },
      { path: 'totals.vat.550.ttcCents', declared: null, recomputed: 12 },
    ];
    const outcome = refusedBy({ code: 'EXPORT_REFUSED', facts: { differences } }, session);
    if (outcome.outcome !== 'FAILED') throw new Error('not a failure');
    expect(reportOf(outcome.failure)).toEqual({
      sessionId: 'a-session',
      code: 'EXPORT_REFUSED',
      facts: { problem: 'EXPORT_REFUSED' },
      differences: [
        { field: 'totals.ttcCents', ours: '1250', headOffice: '1249' },
        { field: 'totals.vat.550.ttcCents', ours: '', headOffice: '12' },
      ],
    });
  });

  it('has the code of what was refused: the days, the request, or the version', () => {
    const codeOf = (code: Parameters<typeof refusedBy>[0]['code']) => {
      const outcome = refusedBy({ code, facts: {} }, session);
      return outcome.outcome === 'FAILED' && outcome.failure.code;
    };
    expect(codeOf('SESSION_CONTENT_DIFFERS')).toBe('EXPORT_REFUSED');
    expect(codeOf('CHUNK_INVALID')).toBe('EXPORT_REFUSED');
    expect(codeOf('UNAUTHORIZED')).toBe('HEAD_OFFICE_REFUSED');
    expect(codeOf('SCHEMA_VERSION_UNSUPPORTED')).toBe('SCHEMA_VERSION_UNSUPPORTED');
  });

  it('is none when head office has only forgotten it', () => {
    expect(() => refusedBy({ code: 'UNKNOWN_EXPORT', facts: {} }, session)).toThrow(HeadOfficeSilent);
  });
});
