import { CASH_MOVEMENT_KINDS, EURO_DENOMINATIONS, LATE_DOUBTS } from '@encaisse/register-domain';
import { z } from 'zod';
import * as primitive from '../primitives.js';

/*
 * The values of the exchange contract: those of every contract here, with what somebody needs to know of them who
 * implements a head office and reads nothing but the OpenAPI document.
 */

/** The version of the exchange contract that this code speaks; it grows when a record or a part changes shape. */
export const EXCHANGE_SCHEMA_VERSION = 1;

/** A literal, so that content of another version is never read as if it were of this one. */
export const schemaVersion = z.literal(EXCHANGE_SCHEMA_VERSION).meta({
  description: 'Version of this contract. Another one is answered SCHEMA_VERSION_UNSUPPORTED.',
});

export const cents = primitive.cents.meta({
  description: 'Euro cents, a whole number: 1250 is 12,50 €.',
  examples: [1250],
});
export const positiveCents = primitive.positiveCents.meta({
  description: 'Euro cents, a whole number, not negative: 1250 is 12,50 €.',
  examples: [1250],
});
export const basisPoints = primitive.basisPoints.meta({
  description: 'A rate in hundredths of a percent: 2000 is 20 %, 550 is 5,5 %, 210 is 2,1 %.',
  examples: [2000],
});
export const quantityThousandths = primitive.quantityThousandths.meta({
  description: 'A quantity in thousandths: 1000 is one piece, 325 is 0,325 kg.',
  examples: [1000],
});
export const lineThousandths = primitive.lineThousandths.meta({
  description:
    'What a line moved, in thousandths: 1000 is one piece, 325 is 0,325 kg; negative where something is given back.',
  examples: [1000],
});
export const grossSource = primitive.grossSource.meta({
  description:
    'Where grossCents comes from: PRICE is unitPriceCents × quantity, to the nearest cent, a half cent away from zero; BARCODE is the amount that a label printed in the shop holds; SALE, of a line given back, is its share of what the sold line came to, so that all the parts given back of it sum to the sale; TOLD, of a late ticket that was doubtful, is what the page asked for, whatever the price was.',
});
export const count = primitive.count.meta({ examples: [12] });
export const ordinal = z.int().min(1);

export const storeCode = primitive.storeCode.meta({
  description: 'Code of a store, unique in the chain.',
  examples: ['S01'],
});
export const tillCode = primitive.tillCode.meta({
  description: 'Code of a till, unique in its store.',
  examples: ['T1'],
});
export const registerNumber = primitive.registerNumber.meta({
  description: 'Number of a register, unique in its store; 1 is shown as CAISSE 01.',
  examples: [1],
});
export const sellerCode = primitive.sellerCode.meta({
  description:
    "Head office's code of a seller, unique in the store. In what a store sends it may also be the code of the one local responsable that the store was created with.",
  examples: ['R01'],
});
export const barcode = primitive.barcode.meta({
  description:
    'Digits as the scanner reads them: EAN-13, EAN-8, UPC-A, ITF-14; or a short code of the chain that is typed. 0000 on a line of a doubtful late ticket whose barcode nobody could read.',
  examples: ['1990000000010'],
});
export const articleCode = primitive.text(32).meta({
  description:
    "Head office's code of an article, unique in the chain. UNKNOWN on a line of a doubtful late ticket whose article nobody knew.",
  examples: ['A1990000000010'],
});
export const articleUnit = primitive.articleUnit.meta({
  description: 'What the price is of: a piece, or a kilogram of what is weighed.',
  examples: ['PIECE'],
});
export const label = primitive.text(200).meta({
  description: 'As printed on a ticket: plain text, no markup, no control characters.',
  examples: ['Café moulu pur arabica 250 g'],
});
export const lateDoubts = z.array(z.enum(LATE_DOUBTS)).meta({
  description:
    'What was doubtful about a ticket that came too late, each once: docs/errors.md has their sentences. Empty when nothing was.',
});
export const lentBy = primitive.sellerCode.nullable().meta({
  description: 'Who lent the seller her right for this; null when she has it herself, or nothing was asked.',
});
export const vatCode = primitive.text(8).meta({
  description: "Head office's code of a VAT rate.",
  examples: ['TN'],
});
export const tenderCode = primitive.tenderCode.meta({
  description: "Head office's code of a means of payment.",
  examples: ['ESP'],
});
export const tenderKind = primitive.tenderKind.meta({
  description: 'What a means of payment is. Only CASH gives change and is counted in the drawer.',
});

export const cashMovementKind = z.enum(CASH_MOVEMENT_KINDS).meta({
  description: 'IN: brought into the drawer. OUT: taken out of it. SAFE_DROP: taken out of it for the safe.',
});

export const countedDenominations = z
  .array(z.object({ valueCents: z.literal(EURO_DENOMINATIONS), count: primitive.count }))
  .meta({
    description:
      'Notes and coins in euro cents and how many of each; they come to the amount. null when not told.',
  });

export const instant = primitive.instant.meta({
  description: 'A moment in UTC, ISO 8601.',
  examples: ['2026-03-14T18:32:07.412Z'],
});
export const businessDate = primitive.businessDate.meta({
  description: "The day a session belongs to, in the store's time zone, fixed at its opening.",
  examples: ['2026-03-14'],
});
export const uuid = primitive.id.meta({ examples: ['0195a1c2-7d4e-7b3a-9c11-2f6d8a4e5b10'] });
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/u)
  .meta({
    description: 'SHA-256, lower-case hexadecimal.',
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  });
