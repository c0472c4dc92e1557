import { z } from 'zod';
import { id } from './primitives.js';
import { userView } from './supervision/people.js';

/** A refusal over HTTP: RFC 9457 problem details with our stable code, its facts and the correlation id. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    titleFr: z.string(),
    status: z.int(),
    code: z.string(),
    facts: z.record(z.string(), z.unknown()).optional(),
    correlationId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';
export const CORRELATION_HTTP_HEADER = 'x-correlation-id';
export const IDEMPOTENCY_HTTP_HEADER = 'idempotency-key';
export const CONNECTION_HTTP_HEADER = 'encaisse-connection';

export const adminLoginBody = z
  .strictObject({ user: z.string().min(1).max(80), password: z.string().min(1).max(200) })
  .meta({ id: 'AdminLogin' });
export const adminLoginReply = z
  .object({
    token: z.string(),
    expiresAt: z.iso.datetime(),
    sessionId: id.nullable().describe('Null for the configured administrator, who has none to be ended.'),
    user: userView.nullable().describe('Null for the configured administrator.'),
  })
  .meta({ id: 'AdminToken' });
