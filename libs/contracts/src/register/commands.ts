import { z } from 'zod';
import { cents, count, id, instant, sellerCode } from '../primitives.js';
import { adminCommand, rpc, sellingCommand, tillCommand } from '../rpc.js';
import * as body from './bodies.js';
import { closingView } from './closing-views.js';
import * as counting from './counting.js';
import { exportView } from './export-view.js';
import { printJobView } from './print-job-view.js';
import { registerView, sessionView } from './register-views.js';
import { ticketView } from './ticket-view.js';
import { sellerView, storeView, tillView } from './till-views.js';

const registerId = id;
const ticketId = id;
const nothing = z.strictObject({});

/** What tills ask of register-service that changes something. Every one is idempotent by its key. */
export const tillCommands = {
  /** The one command without a credential: it gives one, for a one-time code. */
  enrolTill: rpc(
    'encaisse.cmd.till.enrol.v1',
    body.enrolTillBody,
    z.object({
      storeId: id,
      storeCode: z.string(),
      tillId: id,
      tillCode: z.string(),
      device: body.tillDevice,
      credential: z.string(),
      natsUserJwt: z.string().nullable().describe('Null where the NATS server asks for no identity.'),
    }),
  ),
  startImport: rpc(
    'encaisse.cmd.register.import.v1',
    tillCommand({ registerId, ...body.importBody.shape }),
    z.object({ jobId: id }),
  ),
  openRegister: rpc(
    'encaisse.cmd.register.open.v1',
    tillCommand({ registerId, ...body.openBody.shape }),
    sessionView,
  ),
  connect: rpc(
    'encaisse.cmd.register.connect.v1',
    tillCommand({ registerId, ...body.connectBody.shape }),
    z.object({
      connectionId: id,
      connectionToken: z.string(),
      expiresAt: instant,
      seller: sellerView,
      session: sessionView,
    }),
  ),
  disconnect: rpc('encaisse.cmd.register.disconnect.v1', sellingCommand({ registerId }), nothing),
  startClosing: rpc(
    'encaisse.cmd.closing.start.v1',
    tillCommand({ registerId, ...body.startClosingBody.shape }),
    closingView,
  ),
  submitCount: rpc(
    'encaisse.cmd.closing.count.v1',
    tillCommand({ registerId, closingId: id, ...body.submitCountBody.shape }),
    closingView,
  ),
  recount: rpc(
    'encaisse.cmd.closing.recount.v1',
    tillCommand({ registerId, sessionId: id, ...counting.recountBody.shape }),
    counting.recountView,
  ),
  cancelClosing: rpc(
    'encaisse.cmd.closing.cancel.v1',
    tillCommand({ registerId, closingId: id, ...body.cancelClosingBody.shape }),
    closingView,
  ),
  startExport: rpc(
    'encaisse.cmd.register.export.v1',
    tillCommand({ registerId, ...body.exportBody.shape }),
    exportView,
  ),
  resendExport: rpc(
    'encaisse.cmd.register.resend.v1',
    tillCommand({ registerId, exportId: id, ...body.resendBody.shape }),
    exportView,
  ),
  reprintTicket: rpc(
    'encaisse.cmd.print.reprintTicket.v1',
    tillCommand({ ticketId, ...body.reprintBody.shape }),
    printJobView,
  ),
  reprintZ: rpc(
    'encaisse.cmd.print.reprintZ.v1',
    tillCommand({ sessionId: id, ...body.reprintBody.shape }),
    printJobView,
  ),
  setPassword: rpc(
    'encaisse.cmd.seller.setPassword.v1',
    tillCommand({ sellerCode, ...body.setPasswordBody.shape }),
    nothing,
  ),
  givePin: rpc(
    'encaisse.cmd.seller.givePin.v1',
    tillCommand({ sellerCode, ...body.givePinBody.shape }),
    z.object({ sellerCode, pin: z.string(), expiresAt: instant }),
  ),
} as const;

/** What a connected seller does to tickets. */
export const ticketCommands = {
  startTicket: rpc(
    'encaisse.cmd.ticket.start.v1',
    sellingCommand({ registerId, ...body.startTicketBody.shape }),
    ticketView,
  ),
  addLine: rpc(
    'encaisse.cmd.ticket.addLine.v1',
    sellingCommand({ registerId, ticketId, ...body.addLineBody.shape }),
    ticketView,
  ),
  removeLine: rpc(
    'encaisse.cmd.ticket.removeLine.v1',
    sellingCommand({ registerId, ticketId, lineId: id }),
    ticketView,
  ),
  addPayment: rpc(
    'encaisse.cmd.ticket.addPayment.v1',
    sellingCommand({ registerId, ticketId, ...body.addPaymentBody.shape }),
    ticketView,
  ),
  removePayment: rpc(
    'encaisse.cmd.ticket.removePayment.v1',
    sellingCommand({ registerId, ticketId, paymentId: id }),
    ticketView,
  ),
  parkTicket: rpc('encaisse.cmd.ticket.park.v1', sellingCommand({ registerId, ticketId }), ticketView),
  resumeTicket: rpc('encaisse.cmd.ticket.resume.v1', sellingCommand({ registerId, ticketId }), ticketView),
  abandonTicket: rpc('encaisse.cmd.ticket.abandon.v1', sellingCommand({ registerId, ticketId }), ticketView),
  finaliseTicket: rpc(
    'encaisse.cmd.ticket.finalise.v1',
    sellingCommand({ registerId, ticketId, ...body.finaliseBody.shape }),
    ticketView,
  ),
} as const;

const enrolmentCode = z.object({ code: z.string(), device: body.tillDevice, expiresAt: instant });
const oneTimePin = z.object({ sellerCode, pin: z.string(), expiresAt: instant });

/** What head office's administrator sets up. */
export const adminCommands = {
  createStore: rpc(
    'encaisse.cmd.admin.createStore.v1',
    adminCommand(body.createStoreBody.shape),
    z.object({ store: storeView, responsable: oneTimePin }),
  ),
  changeStoreSettings: rpc(
    'encaisse.cmd.admin.changeStoreSettings.v1',
    adminCommand({ storeId: id, ...body.storeSettingsBody.shape }),
    storeView,
  ),
  createTill: rpc(
    'encaisse.cmd.admin.createTill.v1',
    adminCommand({ storeId: id, ...body.createTillBody.shape }),
    z.object({ till: tillView, enrolmentCodes: z.array(enrolmentCode) }),
  ),
  issueEnrolmentCode: rpc(
    'encaisse.cmd.admin.issueEnrolmentCode.v1',
    adminCommand({ tillId: id, ...body.enrolmentCodeBody.shape }),
    enrolmentCode,
  ),
  revokeTill: rpc('encaisse.cmd.admin.revokeTill.v1', adminCommand({ tillId: id }), tillView),
  createRegister: rpc(
    'encaisse.cmd.admin.createRegister.v1',
    adminCommand({ storeId: id, ...body.createRegisterBody.shape }),
    registerView,
  ),
  givePinFromHeadOffice: rpc(
    'encaisse.cmd.admin.givePin.v1',
    adminCommand({ storeId: id, sellerCode }),
    oneTimePin,
  ),
} as const;

const jobRef = { jobId: id, registerId };

/** What sync-service reports of its jobs. Repeated until acknowledged; the second time changes nothing. */
export const syncReports = {
  importSucceeded: rpc(
    'encaisse.cmd.register.importSucceeded.v1',
    z.strictObject({
      ...jobRef,
      dataset: z.strictObject({
        datasetId: count,
        version: count,
        localAsOf: instant
          .optional()
          .describe('Head office was silent: data kept in the store, which it last confirmed then.'),
      }),
    }),
    nothing,
  ),
  importFailed: rpc(
    'encaisse.cmd.register.importFailed.v1',
    z.strictObject({ ...jobRef, code: z.string(), facts: z.record(z.string(), z.unknown()) }),
    nothing,
  ),
  sessionAcknowledged: rpc(
    'encaisse.cmd.register.sessionAcknowledged.v1',
    z.strictObject({
      exportId: id,
      registerId,
      sessionId: id,
      sha256: z.string(),
      acknowledgementId: z.string(),
      acknowledgedAt: instant,
      /** The session's totals as head office summed them. */
      headOffice: z.strictObject({ ticketCount: count, ttcCents: cents }),
    }),
    nothing,
  ),
  exportRefused: rpc(
    'encaisse.cmd.register.exportRefused.v1',
    z.strictObject({
      exportId: id,
      registerId,
      /** The session that head office refused. */
      sessionId: id,
      code: z.string(),
      facts: z.record(z.string(), z.unknown()),
      differences: z.array(z.strictObject({ field: z.string(), ours: z.string(), headOffice: z.string() })),
    }),
    nothing,
  ),
  exportUnanswered: rpc(
    'encaisse.cmd.register.exportUnanswered.v1',
    z.strictObject({ exportId: id, registerId }),
    nothing,
  ),
} as const;
