import { z } from 'zod';
import { cents, count, id, instant, right, sellerCode, storeCode, tillCode } from '../primitives.js';
import { printerState } from '../printers.js';
import { tillDevice } from './bodies.js';
import { connectedUser } from './connected-user.js';
import { registerActions, registerView } from './register-views.js';

export const storeView = z
  .object({
    storeId: id,
    code: storeCode,
    name: z.string(),
    timeZone: z.string(),
    toleranceCents: cents,
    maxDatasetAgeHours: count.describe('How old data may be that serve while head office is silent.'),
    blindCount: z.boolean().describe('What the drawer should hold is told only once it is counted.'),
    drawerOnCashSale: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'Store' });
export type StoreView = z.infer<typeof storeView>;

export const tillView = z
  .object({
    tillId: id,
    storeId: id,
    code: tillCode,
    name: z.string(),
    devices: z.array(z.object({ device: tillDevice, enrolledAt: instant, lastSeenAt: instant.nullable() })),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Till' });
export type TillView = z.infer<typeof tillView>;

export const sellerView = z
  .object({ code: sellerCode, name: z.string(), rights: z.array(right) })
  .meta({ id: 'Seller' });

/** A till's printer as its agent saw it last. */
export const printerView = z
  .object({
    state: printerState,
    since: instant,
    paperLow: z.boolean(),
    agentVersion: z.string(),
    reportedAt: instant,
    silent: z.boolean().describe('Its agent has not been heard for 30 seconds: this is how things were.'),
  })
  .meta({ id: 'Printer' });
export type PrinterView = z.infer<typeof printerView>;

/** Everything the till's opening screen needs, in one answer. */
export const tillContext = z
  .object({
    store: storeView,
    till: tillView,
    at: instant,
    registers: z.array(
      registerView.extend({ actions: registerActions, connectedUsers: z.array(connectedUser) }),
    ),
    sellers: z.array(sellerView),
    printer: printerView.nullable().describe('Null until its agent has spoken.'),
    unreadMessages: count.describe('Messages of head office that nobody has acknowledged here.'),
    printJobs: z.object({ waiting: count, unresolved: count }),
  })
  .meta({ id: 'TillContext' });
export type TillContext = z.infer<typeof tillContext>;
