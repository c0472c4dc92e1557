import { LATE_DOUBTS } from '@encaisse/register-domain';
import { z } from 'zod';
import { id, instant, sellerCode } from '../primitives.js';

export const lateDoubtCode = z.enum(LATE_DOUBTS);

/** Where a late ticket comes from. `sellerCode` of the ticket is who sold it. */
export const lateSale = z.object({
  sessionId: id.describe('The session it was sold in.'),
  soldAt: instant.describe("By the page's clock."),
  admittedBy: sellerCode,
  doubts: z.array(lateDoubtCode).describe('What was doubtful about it; empty when nothing was.'),
  reason: z
    .string()
    .nullable()
    .describe('Why it was admitted as its page told it; null when nothing was doubtful.'),
});

/** What is doubtful about a late ticket that is kept: a stable code, its sentence, and the facts that complete it. */
export const lateDoubt = z
  .object({
    code: lateDoubtCode,
    title: z.string(),
    titleFr: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'LateDoubt' });
export type LateDoubt = z.infer<typeof lateDoubt>;
