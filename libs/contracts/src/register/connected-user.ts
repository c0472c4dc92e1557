import { z } from 'zod';
import { id, instant, sellerCode } from '../primitives.js';

/** A seller connected to a register, since when, and whether her page has fallen silent. */
export const connectedUser = z.object({
  connectionId: id,
  sellerCode,
  name: z.string(),
  connectedAt: instant,
  lastSeenAt: instant,
  stale: z.boolean(),
});
export type ConnectedUser = z.infer<typeof connectedUser>;
