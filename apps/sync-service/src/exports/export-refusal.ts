import { totalsDifference } from '@encaisse/contracts';
import { z } from 'zod';
import { type HeadOfficeRefusal, HeadOfficeSilent } from '../head-office/head-office.js';
import { type Failure, failed, type WorkOutcome } from '../jobs/job.js';
import type { ExportSession } from './export-session.js';

/** Refusals that speak of the request and not of the days in it. */
const OF_THE_REQUEST = new Set(['UNAUTHORIZED', 'UNKNOWN_STORE', 'UNKNOWN_REGISTER', 'UNEXPECTED_STATUS']);

/** How an export ends that head office refuses: with the session it stopped at, and what differs about it. */
export function refusedBy({ code, facts }: HeadOfficeRefusal, session: ExportSession): WorkOutcome {
  // Announcing again brings it back: worth another attempt, no refusal.
  if (code === 'UNKNOWN_EXPORT') throw new HeadOfficeSilent('head office has forgotten the export');
  const { sessionId, epoch, number, businessDate } = session;
  return failed(failureCodeOf(code), {
    ...facts,
    problem: code,
    session: { sessionId, epoch, number, businessDate },
  });
}

function failureCodeOf(code: HeadOfficeRefusal['code']): string {
  if (code === 'SCHEMA_VERSION_UNSUPPORTED') return code;
  return OF_THE_REQUEST.has(code) ? 'HEAD_OFFICE_REFUSED' : 'EXPORT_REFUSED';
}

const refusalFacts = z.looseObject({
  session: z.object({ sessionId: z.string() }),
  differences: z.array(totalsDifference).default([]),
});

/** The same as register-service is told it. */
export function reportOf({ code, facts }: Failure) {
  const { session, differences, ...others } = refusalFacts.parse(facts);
  return {
    sessionId: session.sessionId,
    code,
    facts: others,
    differences: differences.map(({ path, declared, recomputed }) => ({
      field: path,
      ours: String(declared ?? ''),
      headOffice: String(recomputed ?? ''),
    })),
  };
}
