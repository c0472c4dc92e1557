import { z } from 'zod';
import {
  cents,
  grantId,
  id,
  positiveCents,
  quantityThousandths,
  registerNumber,
  sellerCode,
  storeCode,
  tenderCode,
  text,
  tillCode,
} from '../primitives.js';
import { scannedText } from './catalogue.js';
import { denominations, tenderCounts } from './counting.js';
import { sellerLogin } from './seller-login.js';

export { type SellerLogin, sellerLogin } from './seller-login.js';

const newPassword = z.string().min(6).max(200);

export const enrolTillBody = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/u),
    natsPublicKey: z
      .string()
      .regex(/^U[A-Z2-7]{55}$/u)
      .nullable(),
  })
  .meta({ id: 'EnrolTill' });
export const importBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'StartImport' });
export const openBody = z
  .strictObject({
    seller: sellerLogin,
    openingFloatCents: positiveCents,
    denominations: denominations.optional(),
  })
  .meta({ id: 'OpenRegister' });
export const connectBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'Connect' });
export const heartbeatBody = z
  .strictObject({
    pendingCount: z.int().min(0).max(100_000).describe('Tickets that wait unsent in the page.'),
    connectionTokens: z.array(z.string().min(20).max(200)).max(20),
  })
  .meta({ id: 'Heartbeat' });

export const startTicketBody = z.strictObject({ ticketId: id }).meta({ id: 'StartTicket' });
export const addLineBody = z
  .strictObject({
    lineId: id,
    barcode: scannedText,
    quantityThousandths: quantityThousandths
      .optional()
      .describe(
        'Thousandths of a piece or a kilogram. Without it one piece, or the weight that the label gives.',
      ),
  })
  .meta({ id: 'AddLine' });
export const addPaymentBody = z
  .strictObject({
    paymentId: id,
    tenderCode,
    tenderedCents: positiveCents
      .min(1)
      .describe(
        'What the customer gives; cash beyond what is due comes back as change. On a refund: what she is given back.',
      ),
  })
  .meta({ id: 'AddPayment' });
export const finaliseBody = z
  .strictObject({
    printReceipt: z.boolean().default(false).describe('French law: a receipt is printed when asked for.'),
  })
  .meta({ id: 'FinaliseTicket' });

const forcePending = z
  .boolean()
  .default(false)
  .describe('Close although a silent page holds unsent tickets. Wants FORCE_CLOSE and a reason.');
export const startClosingBody = z
  .strictObject({ closingId: id, seller: sellerLogin, forcePending, reason: text(200).optional() })
  .meta({ id: 'StartClosing' });
export const submitCountBody = z
  .strictObject({
    seller: sellerLogin,
    countedCashCents: positiveCents,
    denominations: denominations.optional(),
    tenders: tenderCounts.optional(),
    forcePending,
    forceUsers: z.boolean().default(false),
    acceptDifference: z.boolean().default(false),
    reason: text(200).optional(),
    grantId: grantId.describe('ACCEPT_DIFFERENCE lent for this closing, when the seller has not got it.'),
  })
  .meta({ id: 'SubmitCount' });
export const cancelClosingBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'CancelClosing' });
export const exportBody = z.strictObject({ exportId: id, seller: sellerLogin }).meta({ id: 'StartExport' });
export const resendBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'ResendExport' });
export const reprintBody = z.strictObject({ seller: sellerLogin, grantId }).meta({ id: 'Reprint' });

export const setPasswordBody = z
  .strictObject({
    pin: z.string().min(1).max(200).describe('The one-time PIN, or the present password.'),
    newPassword,
  })
  .meta({ id: 'SetPassword' });
export const givePinBody = z.strictObject({ seller: sellerLogin }).meta({ id: 'GivePin' });

/** 0: no data kept in the store ever serve. */
const maxDatasetAgeHours = z
  .int()
  .min(0)
  .max(720)
  .describe('How old data kept in the store may be that serve while head office is silent; 0: none do.');
export const createStoreBody = z
  .strictObject({
    code: storeCode,
    name: text(80),
    timeZone: z.string().max(60).default('Europe/Paris'),
    toleranceCents: cents
      .min(0)
      .default(0)
      .describe('Largest cash difference that anyone who may close may accept.'),
    maxDatasetAgeHours: maxDatasetAgeHours.default(72),
    blindCount: z
      .boolean()
      .default(true)
      .describe('Tell what the drawer should hold only once it is counted.'),
    drawerOnCashSale: z
      .boolean()
      .default(true)
      .describe('Open the drawer when a ticket is finalised in which cash comes or goes.'),
    responsable: z
      .strictObject({ code: sellerCode, name: text(80) })
      .default({ code: 'RESP', name: 'Responsable' })
      .describe('The local responsable, so that the first import has someone to ask for it.'),
  })
  .meta({ id: 'CreateStore' });

/** What may be changed of a store; what is left out stays. */
export const storeSettingsBody = z
  .strictObject({
    toleranceCents: positiveCents.optional(),
    blindCount: z.boolean().optional(),
    drawerOnCashSale: z.boolean().optional(),
    maxDatasetAgeHours: maxDatasetAgeHours.optional(),
  })
  .meta({ id: 'StoreSettings' });
export const createTillBody = z.strictObject({ code: tillCode, name: text(80) }).meta({ id: 'CreateTill' });
export const createRegisterBody = z
  .strictObject({ number: registerNumber, name: text(40).optional() })
  .meta({ id: 'CreateRegister' });
export const TILL_DEVICES = ['PAGE', 'AGENT'] as const;
export const tillDevice = z
  .enum(TILL_DEVICES)
  .describe('The page of the till, or its printer agent: each is enrolled apart.');
export type TillDevice = z.infer<typeof tillDevice>;
export const enrolmentCodeBody = z.strictObject({ device: tillDevice }).meta({ id: 'IssueEnrolmentCode' });
