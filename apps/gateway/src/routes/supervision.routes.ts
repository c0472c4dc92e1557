import { overviewFilter, supervisionQueries } from '@encaisse/contracts';
import { z } from 'zod';
import { get, type Routes } from '../api/route.js';

const yes = z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional();
export const overviewAsked = z.strictObject({
  ...overviewFilter,
  stale: yes.describe('Only those whose till is silent though it should not be; or only the others.'),
  difference: yes.describe('Only those whose last count differs; or only the others.'),
  pending: yes.describe('Only those with days that are not acknowledged; or only the others.'),
});

/** Head office looks at all stores at once, as they told it. */
export const supervisionRoutes = {
  readOverview: get('/head-office/overview', {
    access: 'headOffice',
    scope: 'supervision:read',
    contract: supervisionQueries.overview,
    input: overviewAsked.extend({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(1_000)
        .default(500)
        .describe('At most how many; a page of large rows ends earlier.'),
      cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
    }),
    summary: [
      'Every register, as its store told it',
      'Toutes les caisses, telles que les magasins les disent',
    ],
  }),
  checkReadModel: get('/head-office/read-model/check', {
    access: 'administrator',
    role: 'ADMINISTRATOR',
    contract: supervisionQueries.checkReadModel,
    summary: [
      'Whether what is shown is what the stores told, to the byte',
      'Ce qui est montré est-il ce que les magasins ont dit, à l’octet près',
    ],
  }),
} as const satisfies Routes;
