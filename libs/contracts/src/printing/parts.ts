import { EURO_DENOMINATIONS } from '@encaisse/register-domain';
import { z } from 'zod';
import { basisPoints, cents, count } from '../primitives.js';
import { line, name, ordinal, printedText } from './values.js';

/** Who sells: the lines every document opens with. An empty string is not printed. */
export const printedStore = z.object({
  name,
  addressLines: z.array(line).max(6),
  phone: printedText(30),
  siret: printedText(20),
  vatNumber: printedText(20),
  naf: printedText(10),
});
export type PrintedStore = z.infer<typeof printedStore>;

export const printedRegister = z.object({ number: ordinal, name });
export type PrintedRegister = z.infer<typeof printedRegister>;

/** One rate of a VAT table; `htCents + vatCents = ttcCents`. `letter` is what the ticket's lines refer to. */
export const printedVatRate = z.object({
  letter: printedText(2),
  vatBasisPoints: basisPoints,
  htCents: cents,
  vatCents: cents,
  ttcCents: cents,
});
export type PrintedVatRate = z.infer<typeof printedVatRate>;

export const printedSoftware = z.object({ name, version: printedText(40) });
export type PrintedSoftware = z.infer<typeof printedSoftware>;

/** How many of each note or coin, the largest first. */
export const printedDenominations = z
  .array(z.object({ valueCents: cents, count }))
  .max(EURO_DENOMINATIONS.length);
export type PrintedDenominations = z.infer<typeof printedDenominations>;
