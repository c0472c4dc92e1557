import { z } from 'zod';
import { sellerCode } from '../primitives.js';

/** A seller who acts in person: opening, closing, importing, exporting. */
export const sellerLogin = z
  .strictObject({ code: sellerCode, password: z.string().min(1).max(200) })
  .meta({ id: 'SellerLogin', description: 'The seller who acts, and her password or one-time PIN.' });
export type SellerLogin = z.infer<typeof sellerLogin>;
