import { EntitySchema } from 'typeorm';
import { code, id, instant, json, nullable, primary } from '../kernel/columns.js';

/** CANCELLING: over here, though sync-service may not know it yet. */
export type ImportState = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLING' | 'CANCELLED';

/** An import that was asked for, and how it ended. The job itself is sync-service's. */
export interface ImportRow {
  jobId: string;
  storeId: string;
  registerId: string;
  tillId: string;
  state: ImportState;
  startedAt: Date;
  startedBy: string;
  finishedAt: Date | null;
  failure: { code: string; facts: object } | null;
  correlationId: string;
}
export const Imports = new EntitySchema<ImportRow>({
  name: 'Import',
  tableName: 'register_imports',
  columns: {
    jobId: primary(id('job_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: id('till_id'),
    state: code('state'),
    startedAt: instant('started_at'),
    startedBy: code('started_by'),
    finishedAt: nullable(instant('finished_at')),
    failure: nullable(json('failure')),
    correlationId: code('correlation_id', 64),
  },
  indices: [
    { name: 'register_imports_register', columns: ['registerId', 'startedAt'] },
    { name: 'register_imports_state', columns: ['state'] },
  ],
});
