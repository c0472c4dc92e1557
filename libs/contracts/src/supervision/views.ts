import { REGISTER_STATES } from '@encaisse/register-domain';
import { z } from 'zod';
import { businessDate, cents, count, id, instant, registerNumber, storeScope } from '../primitives.js';
import { printerState } from '../printers.js';
import { rpc } from '../rpc.js';
import { alertView } from './alert-view.js';
import { storeDescription } from './store-events.js';

/** Where a change stands among all that head office was told. */
export const position = z.int().min(0);

/** A register as its events leave it. */
export const supervisedRegister = z
  .object({
    storeId: id,
    registerId: id,
    state: z.enum(REGISTER_STATES),
    since: instant.describe('Since when it is in this state.'),
    retired: z.boolean().describe('Written off: it is out of service for ever.'),
    tillId: id.nullable(),
    sellerCode: z.string().nullable().describe('Who opened the session that is running.'),
    sessionId: id.nullable(),
    openedAt: instant.nullable(),
    businessDate: businessDate.nullable().describe('Of the last opening.'),
    dayTicketCount: count.describe('Tickets of that business date.'),
    dayTtcCents: cents,
    lastClosedAt: instant.nullable(),
    lastDifferenceCents: cents.nullable().describe('Counted less expected, at the last closing or recount.'),
    datasetVersion: z.int().nullable(),
    pendingSessionCount: count.describe('Closed sessions that head office has not acknowledged.'),
    oldestPendingAt: instant.nullable().describe('When the first of them was closed.'),
    seq: count.describe('How many events there were.'),
    position,
  })
  .meta({ id: 'SupervisedRegister' });
export type SupervisedRegister = z.infer<typeof supervisedRegister>;

/** How a till was last heard of; no history. */
export const supervisedTill = z
  .object({
    storeId: id,
    tillId: id,
    pageSeenAt: instant.nullable(),
    agentSeenAt: instant.nullable(),
    pendingTickets: count,
    agentVersion: z.string().nullable(),
    printer: z
      .object({ state: printerState, since: instant, paperLow: z.boolean(), jobsWaiting: count })
      .nullable(),
  })
  .meta({ id: 'SupervisedTill' });
export type SupervisedTill = z.infer<typeof supervisedTill>;

const place = {
  position,
  previous: position.describe(
    'Of the change before it, whatever store it is of: by it a lost one is noticed.',
  ),
  storeId: id,
};
const registerChange = z.object({
  ...place,
  type: z.literal('register'),
  /** What brought it. */
  cause: z.object({ type: z.string(), at: instant, seq: count, correlationId: z.string() }),
  register: supervisedRegister,
});
const storeChange = z.object({
  ...place,
  type: z.literal('store'),
  cause: z.object({ type: z.string(), at: instant, seq: count, correlationId: z.string() }),
  /** How the store is described now; null when the event said something else. */
  store: storeDescription.nullable(),
});
const alertChange = z.object({
  ...place,
  type: z.literal('alert'),
  alert: alertView.describe('As it is now: raised, changed, acknowledged or closed.'),
});
const tillChange = z.object({
  ...place,
  type: z.literal('till'),
  tillId: id,
  till: supervisedTill.nullable().describe('As in the overview; null while it was never heard of.'),
  staleRegisterIds: z.array(id).describe('Which registers at it are stale: all others at it are not.'),
});
/** What a watcher is sent, in the order of the positions. */
export const change = z
  .discriminatedUnion('type', [registerChange, storeChange, alertChange, tillChange])
  .meta({ id: 'Change' });
export type Change = z.infer<typeof change>;
type Unlinked<C> = C extends Change ? Omit<C, 'previous'> : never;
/** A change that has its position, and is not yet behind another. */
export type NewChange = Unlinked<Change>;

const keptChange = z.object({
  position,
  previous: position,
  storeId: id,
  body: z.string().describe('A `Change`, encoded once for all who watch.'),
});
export type KeptChange = z.infer<typeof keptChange>;

/** Changes as they are told to the gateways once they are committed. */
export const changesSubject = 'encaisse.evt.supervision.changed.v1';
export const toldChanges = z.array(
  keptChange.extend({
    committedAt: z
      .number()
      .describe('Milliseconds of Unix time, with their fractions: to measure the way by.'),
  }),
);

const registerRow = supervisedRegister.extend({
  storeCode: z.string(),
  storeName: z.string(),
  number: registerNumber.nullable().describe('Null until the store has told it.'),
  name: z.string().nullable(),
  tillCode: z.string().nullable(),
  till: supervisedTill.nullable(),
  faultCount: count.describe('Events that were found wrong.'),
  timeZone: z.string().describe('By which the store reads its clock.'),
  stale: z
    .boolean()
    .describe('Open, closing or at a job, and its till has not been heard of for half a minute.'),
});
export const registerOverview = registerRow.meta({ id: 'RegisterOverview' });
export type RegisterOverview = z.infer<typeof registerOverview>;

/** Which registers are shown; each that is not asked for shows all. */
export const overviewFilter = {
  storeId: id.optional().describe('Of this store only.'),
  state: z.enum(REGISTER_STATES).optional(),
  stale: z
    .boolean()
    .optional()
    .describe('Only those whose till is silent though it should not be; or only the others.'),
  difference: z.boolean().optional().describe('Only those whose last count differs; or only the others.'),
  pending: z
    .boolean()
    .optional()
    .describe('Only those with days that are not acknowledged; or only the others.'),
};

/** gateway → supervision-service. */
export const supervisionQueries = {
  /**
   * The registers of the stores in `stores`, with the position that they are of: what comes behind it is news. A page ends
   * before `limit` where it would not fit into a message; `nextCursor` alone says whether there is more.
   */
  overview: rpc(
    'encaisse.qry.supervision.overview.v1',
    z.strictObject({
      stores: storeScope,
      limit: z.int().min(1).max(1_000).default(500),
      cursor: z.string().max(200).optional(),
      ...overviewFilter,
    }),
    z.object({ position, registers: z.array(registerOverview), nextCursor: z.string().nullable() }),
    { timeoutMs: 15_000 },
  ),
  /**
   * What changed behind `after`, oldest first, as many as fit into a message; there is more where the last one is before
   * `position`. `forgotten`: so long ago that it is not kept.
   */
  changes: rpc(
    'encaisse.qry.supervision.changes.v1',
    z.strictObject({ after: position, limit: z.int().min(1).max(1_000).default(500) }),
    z.object({
      changes: z.array(keptChange),
      position: position.describe('The last there is.'),
      forgotten: z.boolean(),
    }),
  ),
  /** Makes the read model again beside the one there is, compares them to the byte, and changes nothing. Events are taken meanwhile. */
  checkReadModel: rpc(
    'encaisse.qry.supervision.checkReadModel.v1',
    z.strictObject({}),
    z.object({
      events: count,
      differing: z.array(z.string()).readonly().describe('Tables that say another thing than the events do.'),
    }),
    { timeoutMs: 600_000 },
  ),
} as const;
