import { z } from 'zod';
import { businessDate, id } from '../primitives.js';

/*
 * What the lists of head office have in common: whose stores, which of them, which days, and a cursor that stays right
 * while rows are added.
 */

/** The moment and the id of the last row of a page. */
export const timeCursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)
  .describe('The `nextCursor` of the page before.');

/** One page of a file that is read page by page fits into a NATS message of 1 MiB. */
export const FILE_PAGE = 250;

export const placeFilter = {
  storeId: id.optional().describe('Of this store only.'),
  registerId: id.optional().describe('Of this register only.'),
};
export const periodFilter = {
  from: businessDate.optional().describe('First business date.'),
  to: businessDate.optional().describe('Last business date.'),
};
export const nextCursor = z.string().nullable().describe('Asks for what follows; null at the end.');
