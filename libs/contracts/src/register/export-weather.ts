import { z } from 'zod';
import { count, id, instant } from '../primitives.js';

/** Closed days that head office does not have yet: what an alarm looks at. Null when there are none. */
export const exportWaitingView = z
  .object({
    sessions: count,
    days: count.describe('How many business dates they are of.'),
    ticketCount: count,
    oldestClosedAt: instant,
  })
  .meta({ id: 'ExportWaiting' });

/** A closed session that head office refused, with each figure on which the two sides do not agree. */
export const exportRefusalView = z
  .object({
    sessionId: id,
    epoch: count,
    number: count,
    exportId: id,
    code: z.string(),
    differences: z.array(z.object({ field: z.string(), ours: z.string(), headOffice: z.string() })),
  })
  .meta({ id: 'ExportRefusal' });
