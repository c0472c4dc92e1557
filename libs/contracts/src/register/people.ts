import { z } from 'zod';
import { id, instant, positiveCents, type Right, sellerCode } from '../primitives.js';
import { rpc, tillCommand, tillQuery } from '../rpc.js';
import { sellerLogin } from './bodies.js';
import { connectedUser } from './connected-user.js';

/** The rights that whoever has them may lend for one act; the others are a person's own. */
export const LENDABLE_RIGHTS = [
  'FORCE_CLOSE',
  'ACCEPT_DIFFERENCE',
  'PRICE_OVERRIDE',
  'DISCOUNT',
  'REFUND',
  'CASH_MOVEMENT',
  'REPRINT',
] as const satisfies readonly Right[];
export const lendableRight = z.enum(LENDABLE_RIGHTS);
export type LendableRight = z.infer<typeof lendableRight>;

/** How long a right lent may be used. */
export const GRANT_LIFE_MS = 60_000;

export const lendRightBody = z
  .strictObject({
    grantId: id,
    seller: sellerLogin,
    borrower: sellerCode.describe('Who may use the right, once.'),
    right: lendableRight,
    subjectId: id
      .nullable()
      .default(null)
      .describe('The ticket, line or other thing it is lent for; null for whichever she names.'),
    amountCents: positiveCents
      .nullable()
      .default(null)
      .describe('The most it may be used for; null without a bound.'),
  })
  .meta({ id: 'LendRight' });

export const grantView = z
  .object({
    grantId: id,
    registerId: id,
    lentBy: sellerCode,
    borrower: sellerCode,
    right: lendableRight,
    subjectId: id.nullable(),
    amountCents: positiveCents.nullable(),
    expiresAt: instant,
  })
  .meta({ id: 'Grant' });
export type GrantView = z.infer<typeof grantView>;

export const peopleQueries = {
  /** Who is connected to a register now, oldest first. */
  connectedUsers: rpc(
    'encaisse.qry.till.connectedUsers.v1',
    tillQuery({ registerId: id }),
    z.object({ users: z.array(connectedUser) }),
  ),
} as const;

/** What people do for one another at a till. */
export const peopleCommands = {
  lendRight: rpc(
    'encaisse.cmd.register.lendRight.v1',
    tillCommand({ registerId: id, ...lendRightBody.shape }),
    grantView,
  ),
} as const;
