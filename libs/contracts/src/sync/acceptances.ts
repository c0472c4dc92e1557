import { z } from 'zod';
import { id, instant, text } from '../primitives.js';
import { rpc } from '../rpc.js';
import { jobTarget, jobView } from './jobs.js';

/** What register-service asks once two people have approved that head office take a refused session apart. */
export const acceptanceCommands = {
  /**
   * Idempotent by jobId. Asks head office until it answers, however long that takes, then reports. Refused at once:
   * EXPORT_UNKNOWN or SESSION_UNKNOWN where this service never sent that session under that export.
   */
  startAcceptanceJob: rpc(
    'encaisse.cmd.sync.startAcceptance.v1',
    z.strictObject({
      ...jobTarget,
      exportId: id,
      sessionId: id,
      approvedBy: text(100),
      reason: text(500),
      requestedAt: instant,
    }),
    jobView,
  ),
} as const;

const asked = { jobId: id, registerId: id, exportId: id, sessionId: id };
const nothing = z.strictObject({});

/** What head office answered to an acceptance. Repeated until taken; the second time changes nothing. */
export const acceptanceReports = {
  sessionAcceptedApart: rpc(
    'encaisse.cmd.register.sessionAcceptedApart.v1',
    z.strictObject({
      ...asked,
      sha256: z.string(),
      acceptanceId: id,
      acceptedAt: instant,
      requestedBy: z.string(),
      approvedBy: z.string(),
      reason: z.string(),
    }),
    nothing,
  ),
  /** For good: head office will not take this session. `code` is of the error catalogue. */
  acceptanceRefused: rpc(
    'encaisse.cmd.register.acceptanceRefused.v1',
    z.strictObject({ ...asked, code: z.string(), facts: z.record(z.string(), z.unknown()) }),
    nothing,
  ),
} as const;
