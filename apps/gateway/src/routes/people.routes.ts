import { lendRightBody, peopleCommands } from '@encaisse/contracts';
import { post, type Routes } from '../api/route.js';
import { EXAMPLE_GRANT_ID, EXAMPLE_SELLER, EXAMPLE_TICKET_ID } from './examples.js';
import { SELLER_REFUSALS } from './refusals.js';

/** What people do for one another. */
export const peopleRoutes = {
  lendRight: post('/till/registers/:registerId/grants', {
    access: 'tillCommand',
    contract: peopleCommands.lendRight,
    input: lendRightBody,
    example: {
      grantId: EXAMPLE_GRANT_ID,
      seller: EXAMPLE_SELLER,
      borrower: 'V01',
      right: 'DISCOUNT',
      subjectId: EXAMPLE_TICKET_ID,
      amountCents: 500,
    },
    status: 201,
    summary: [
      'Lend a right to a seller, for one act within 60 s',
      'Prêter un droit à un vendeur, pour un acte, dans les 60 s',
    ],
    refusals: [...SELLER_REFUSALS, 'REGISTER_UNKNOWN', 'SELLER_UNKNOWN', 'SAME_PERSON_TWICE', 'ID_REUSED'],
  }),
} as const satisfies Routes;
