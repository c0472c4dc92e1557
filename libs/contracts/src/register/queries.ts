import { z } from 'zod';
import { count, id, instant, storeCode } from '../primitives.js';
import { rpc, tillQuery } from '../rpc.js';
import * as body from './bodies.js';
import { closingView, zRecord } from './closing-views.js';
import { exportView } from './export-view.js';
import { printJobView } from './print-job-view.js';
import { registerView, sessionView } from './register-views.js';
import { ticketView } from './ticket-view.js';
import { storeView, tillContext, tillView } from './till-views.js';

/**
 * DISCONNECTED by the seller, REPLACED by a newer one of hers on the till, FORCED out by whoever closed or by head office, CLOSED with its
 * session, MOVED with the hold to another till, RELEASED with the hold by force.
 */
export const CONNECTION_ENDS = ['DISCONNECTED', 'REPLACED', 'FORCED', 'CLOSED', 'MOVED', 'RELEASED'] as const;
export type ConnectionEnd = (typeof CONNECTION_ENDS)[number];

/** What a till reads with its credential alone, in any state. */
export const tillQueries = {
  identifyTill: rpc(
    'encaisse.qry.till.identify.v1',
    tillQuery({}),
    z.object({
      storeId: id,
      storeCode: z.string(),
      tillId: id,
      tillCode: z.string(),
      device: body.tillDevice,
    }),
  ),
  tillContext: rpc('encaisse.qry.till.context.v1', tillQuery({}), tillContext),
  /** Says the till's page is alive; connections named in it stay fresh. */
  heartbeat: rpc(
    'encaisse.qry.till.heartbeat.v1',
    tillQuery(body.heartbeatBody.shape),
    z.object({
      at: instant,
      unreadMessages: count.describe('Messages of head office that nobody has acknowledged here.'),
      connections: z.array(
        z.object({
          connectionId: id,
          alive: z.boolean(),
          ended: z
            .enum(CONNECTION_ENDS)
            .nullable()
            .describe('How it ended; null while it lives, and when it just expired.'),
          endedBy: z.string().nullable(),
          endedAt: instant.nullable(),
        }),
      ),
    }),
  ),
  getTicket: rpc('encaisse.qry.ticket.get.v1', tillQuery({ ticketId: id }), ticketView),
  ticketsInProgress: rpc(
    'encaisse.qry.ticket.inProgress.v1',
    tillQuery({ registerId: id }),
    z.object({ tickets: z.array(ticketView) }),
  ),
  getClosing: rpc('encaisse.qry.closing.get.v1', tillQuery({ closingId: id }), closingView),
  getExport: rpc('encaisse.qry.export.get.v1', tillQuery({ exportId: id }), exportView),
  getPrintJob: rpc('encaisse.qry.print.get.v1', tillQuery({ printJobId: id }), printJobView),
} as const;

const page = { limit: z.int().min(1).max(200).default(50), cursor: z.string().max(200).optional() };
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A page of the chain: it ends before `limit` where it would not fit into a message; `nextCursor` alone says whether there is more. */
const cursorOf = (form: z.ZodString) => form.optional().describe('The `nextCursor` of the page before.');
export const storesCursor = cursorOf(storeCode);
export const registersCursor = cursorOf(z.string().regex(/^[A-Z0-9]{1,16}\/[0-9]{1,3}$/u));
const chainLimit = z.int().min(1).max(1_000).default(500);

/** What head office reads. Lists of what happened come in pages, newest first, with an opaque cursor. */
export const adminQueries = {
  listStores: rpc(
    'encaisse.qry.admin.stores.v1',
    z.strictObject({ limit: chainLimit, cursor: storesCursor }),
    z.object({
      stores: z.array(storeView.extend({ tills: z.array(tillView) })).describe('By their codes.'),
      nextCursor: z.string().nullable(),
    }),
  ),
  listRegisters: rpc(
    'encaisse.qry.admin.registers.v1',
    z.strictObject({ storeId: id.optional(), limit: chainLimit, cursor: registersCursor }),
    z.object({
      registers: z
        .array(registerView.extend({ storeId: id, storeCode: z.string() }))
        .describe('By store code and number.'),
      nextCursor: z.string().nullable(),
    }),
  ),
  listSessions: rpc(
    'encaisse.qry.admin.sessions.v1',
    z.strictObject({ registerId: id, ...page }),
    pageOf(sessionView),
  ),
  getZ: rpc('encaisse.qry.admin.z.v1', z.strictObject({ sessionId: id }), zRecord),
  listExports: rpc(
    'encaisse.qry.admin.exports.v1',
    z.strictObject({ registerId: id, ...page }),
    pageOf(exportView),
  ),
  listPrintJobs: rpc(
    'encaisse.qry.admin.printJobs.v1',
    z.strictObject({ registerId: id, ...page }),
    pageOf(printJobView),
  ),
} as const;

/** How sync-service reads back what an export sends. Records are lines of the exchange contract. */
export const exportQueries = {
  readExport: rpc(
    'encaisse.qry.export.read.v1',
    z.strictObject({ exportId: id }),
    z.object({
      exportId: id,
      storeCode: z.string(),
      registerNumber: count,
      sessions: z.array(
        z.object({
          sessionId: id,
          incarnation: id,
          epoch: count,
          number: count,
          businessDate: z.string(),
          ticketCount: count,
          acknowledged: z.boolean(),
          z: zRecord,
        }),
      ),
    }),
  ),
  /** A page of a sealed session's records in canonical order: session, tickets by number, abandoned ones, z. */
  readExportRecords: rpc(
    'encaisse.qry.export.records.v1',
    z.strictObject({ sessionId: id, cursor: z.string().max(100).nullable(), limit: z.int().min(1).max(500) }),
    z.object({ records: z.array(z.record(z.string(), z.unknown())), nextCursor: z.string().nullable() }),
    { timeoutMs: 15_000 },
  ),
} as const;
