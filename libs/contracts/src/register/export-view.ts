import { z } from 'zod';
import { cents, count, id, instant, sellerCode } from '../primitives.js';
import { refusal } from './refusal.js';

export const exportView = z
  .object({
    exportId: id,
    registerId: id,
    startedAt: instant,
    startedBy: sellerCode,
    state: z.enum(['RUNNING', 'ACKNOWLEDGED', 'UNANSWERED', 'REFUSED']),
    finishedAt: instant.nullable(),
    sessions: z.array(
      z.object({
        sessionId: id,
        epoch: count,
        number: count,
        ttcCents: cents,
        acknowledgedAt: instant.nullable(),
      }),
    ),
    refusal: refusal.nullable(),
  })
  .meta({ id: 'Export' });
export type ExportView = z.infer<typeof exportView>;
