import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseConfig, natsConfig, secret, serviceConfig, url } from '@encaisse/service-kit';
import { z } from 'zod';

const milliseconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

export const syncConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  ...databaseConfig,
  REDIS_URL: url('redis', 'rediss').describe('Redis server, which only wakes workers.'),
  HEAD_OFFICE_URL: url('http', 'https').describe('Where head office serves the exchange contract.'),
  HEAD_OFFICE_API_KEY: secret().describe('Key that head office knows this installation by.'),
  HEAD_OFFICE_TIMEOUT_MS: milliseconds(500, 600_000)
    .default(60_000)
    .describe(
      'Silence of head office after which an import fails and an export counts as unanswered; at once when its `Retry-After` asks for longer.',
    ),
  HEAD_OFFICE_RETRY_MS: milliseconds(10, 60_000)
    .default(1_000)
    .describe('Pause before head office is asked again; it doubles with each failure.'),
  HEAD_OFFICE_RETRY_MAX_MS: milliseconds(100, 3_600_000)
    .default(60_000)
    .describe(
      'Longest pause before head office is asked again; an import waits longer where `Retry-After` asks for it.',
    ),
  REJECTS_MAX_PERMILLE: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(10)
    .describe('Bad rows that a part of the dataset may hold, per thousand; more refuse the import.'),
  JOB_CONCURRENCY: z.coerce.number().int().min(1).max(32).default(4).describe('Jobs worked on at once.'),
  JOB_LEASE_MS: milliseconds(1_000, 300_000)
    .default(15_000)
    .describe('How long a job stays with a worker that gives no more sign of life.'),
  RECONCILE_MS: milliseconds(100, 60_000)
    .default(2_000)
    .describe('How often jobs that wait in SQL are looked for.'),
  PREFETCH_MS: milliseconds(0, 86_400_000)
    .default(600_000)
    .describe('How often head office is asked for newer data before anybody wants them; 0: never.'),
  DATASET_KEEP_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(87_600)
    .default(168)
    .describe('How long data that no register needs any more are kept, and the rows that imports set aside.'),
  CLEANING_MS: milliseconds(0, 86_400_000)
    .default(3_600_000)
    .describe('How often such data are looked for and deleted; 0: never.'),
  SPOOL_DIR: z
    .string()
    .min(1)
    .default(join(tmpdir(), 'encaisse-sync'))
    .describe('Directory for sessions on their way out; may be emptied at any time.'),
});
export type SyncConfig = z.infer<typeof syncConfig>;
