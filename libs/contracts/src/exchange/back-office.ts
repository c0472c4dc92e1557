import { z } from 'zod';
import { acceptance } from './acceptance.js';
import { datasetSeller, datasetStoreHeader } from './dataset.js';
import { exchangeProblem } from './problems.js';
import { sessionKey } from './records.js';
import { sessionTotals } from './session-totals.js';
import {
  articleCode,
  articleUnit,
  barcode,
  basisPoints,
  businessDate,
  count,
  instant,
  label,
  positiveCents,
  registerNumber,
  sha256,
  storeCode,
  uuid,
  vatCode,
} from './values.js';

/*
 * What the head office that this project brings shows and lets change, for demonstrations and tests. It is no part of
 * the exchange contract: another head office has its own screens for it.
 */

/** A store of the chain as head office keeps it. */
export const chainStore = z.object({
  storeCode,
  header: datasetStoreHeader,
  registers: z.array(registerNumber).min(1),
  sellers: z.array(datasetSeller).min(1),
});
export type ChainStore = z.infer<typeof chainStore>;

/** A chain file: the stores that a head office starts with. */
export const chainDefinition = z.object({
  stores: z
    .array(chainStore)
    .min(1)
    .refine(
      (stores) => new Set(stores.map((store) => store.storeCode)).size === stores.length,
      'two stores have the same code',
    ),
});
export type ChainDefinition = z.infer<typeof chainDefinition>;

export const backOfficeChain = z.object({
  datasetVersion: count.meta({ description: 'Newest version of the whole chain.' }),
  articleCount: count,
  stores: z.array(chainStore),
});
export type BackOfficeChain = z.infer<typeof backOfficeChain>;

export const backOfficeArticle = z.object({
  articleCode,
  barcode: barcode.meta({ description: 'As entered, a wrong check digit included.' }),
  otherBarcodes: z.array(barcode),
  label,
  unit: articleUnit,
  vatCode,
  vatBasisPoints: basisPoints,
  priceCents: positiveCents,
});
export type BackOfficeArticle = z.infer<typeof backOfficeArticle>;

export const backOfficeArticlePage = z.object({
  items: z.array(backOfficeArticle),
  nextAfter: articleCode.nullable().meta({ description: 'Value of `after` for the next page.' }),
});

/** Answer to every change: the dataset version that brings it to the stores. */
export const backOfficeChange = z.object({ datasetVersion: count });
export type BackOfficeChange = z.infer<typeof backOfficeChange>;

export const priceChange = z.strictObject({ priceCents: positiveCents });
export const priceExceptionChange = z.strictObject({
  priceCents: positiveCents.nullable().meta({ description: "null: the chain's price applies again." }),
});
export const sellerChange = z.strictObject(datasetSeller.omit({ sellerCode: true }).shape);
export const storeHeaderChange = z.strictObject(datasetStoreHeader.shape);

export const receivedSession = z.object({
  key: sessionKey,
  sessionId: uuid,
  businessDate,
  exportId: uuid,
  records: count,
  sha256,
  totals: sessionTotals.meta({ description: 'As head office summed them from the records.' }),
  acknowledgementId: uuid,
  acknowledgedAt: instant,
});
export type ReceivedSession = z.infer<typeof receivedSession>;
export const receivedSessions = z.object({ sessions: z.array(receivedSession) });
export type ReceivedSessions = z.infer<typeof receivedSessions>;

/** What head office holds of one register: the sum over its sessions. */
export const receivedRegister = z.object({
  storeCode,
  registerNumber,
  sessions: count,
  totals: sessionTotals,
});
export const receivedRegisters = z.object({ registers: z.array(receivedRegister) });
export type ReceivedRegisters = z.infer<typeof receivedRegisters>;

/** What was accepted apart, at the demand of two people; it counts in no sum of a register. */
export const acceptedSessions = z.object({ acceptances: z.array(acceptance) });
export type AcceptedSessions = z.infer<typeof acceptedSessions>;

/** A content that was refused, kept for inspection. */
export const refusedContent = z.object({
  contentId: count,
  key: sessionKey,
  exportId: uuid,
  sha256,
  receivedAt: instant,
  problem: exchangeProblem,
});
export const refusedContents = z.object({ contents: z.array(refusedContent) });
export type RefusedContents = z.infer<typeof refusedContents>;
