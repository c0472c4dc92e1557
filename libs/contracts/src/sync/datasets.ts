import { z } from 'zod';
import { count, id } from '../primitives.js';
import { rpc } from '../rpc.js';

/** What sync-service must know of registers to fetch their data ahead, and to tell which data nobody needs any more. */
export const datasetQueries = {
  listServedRegisters: rpc(
    'encaisse.qry.dataset.registers.v1',
    z.strictObject({
      after: id.nullable().describe('The `nextAfter` of the page before.'),
      limit: z.int().min(1).max(500),
    }),
    z.object({
      registers: z.array(
        z.object({
          storeId: id,
          storeCode: z.string(),
          registerId: id,
          registerNumber: count,
          datasetIds: z
            .array(count)
            .describe(
              'What it works with or goes back to, and what its sessions were sold with that head office has not acknowledged, or that may still get late tickets. Each once.',
            ),
        }),
      ),
      nextAfter: id.nullable(),
    }),
  ),
} as const;
