import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../errors.js';
import { change, position, registerOverview } from './views.js';

/*
 * The WebSocket of head office: JSON messages, one an event of the socket. docs/live.md tells how they follow each other.
 */
export const LIVE_PATH = '/api/v1/head-office/live';

/** The first and only message of a watcher. The token stands in it, not in the address, which proxies write down. */
export const liveHello = z
  .strictObject({
    type: z.literal('hello'),
    token: z
      .string()
      .min(1)
      .max(4_096)
      .describe(
        'As behind `Bearer` of every other request of head office. A page of ours, which has a cookie, leaves it out.',
      )
      .exactOptional(),
    after: position.exactOptional().describe('The last position seen before a break.'),
    scope: z
      .string()
      .min(1)
      .max(64)
      .exactOptional()
      .describe(
        'Of the last snapshot. With `after`, and another than it is now or none, everything begins anew.',
      ),
  })
  .meta({ id: 'LiveHello' });
export type LiveHello = z.infer<typeof liveHello>;

export const liveMessage = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('snapshot'),
      position: position.describe('Changes behind it follow. Some may be in the snapshot already.'),
      scope: z.string().describe('Stands for the stores that the caller may see; for the next hello.'),
      registers: z.array(registerOverview),
      more: z.boolean().describe('Whether another page follows.'),
    }),
    z.object({ type: z.literal('changes'), changes: z.array(change).min(1) }),
    z.object({ type: z.literal('position'), position }),
    z.object({ type: z.literal('reset') }),
  ])
  .meta({ id: 'LiveMessage' });
export type LiveMessage = z.infer<typeof liveMessage>;

/** The code a socket is closed with; the reason is the code of the catalogue. */
export const liveCloseCode = (code: ErrorCode): number => 4_000 + ERRORS[code].status;
