import { syncQueries } from '@encaisse/contracts';
import type { z } from 'zod';

/** How a path names a job. */
export const jobRef = syncQueries.getJob.request;
export type JobRef = z.infer<typeof jobRef>;
