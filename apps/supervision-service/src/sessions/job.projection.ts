import { jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NOTHING, type Projected, Projection } from '../projections/projection.js';
import { BY_KEY } from '../schema/by-key.js';
import { upsert } from '../schema/upsert.js';
import type { TakenEvent } from '../streams/taken-event.js';
import { type JobModel, jobAfter, jobIdOf } from './job-model.js';

type Jobs = Map<string, JobModel>;

/** Imports and exports, each from its beginning to what became of it. */
@Injectable()
export class JobProjection extends Projection {
  readonly tables = ['supervision_jobs'];

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    const told = events.filter((taken) => jobIdOf(taken) !== undefined);
    if (told.length === 0) return NOTHING;
    const before = await jobsOf(manager, told);
    const after: Jobs = new Map(before);
    for (const taken of told) {
      const jobId = jobIdOf(taken) ?? runningImport(after, taken);
      if (jobId === undefined) continue;
      const job = jobAfter(after.get(jobId), taken);
      if (job) after.set(jobId, job);
    }
    const changed = [...after].filter(([id, job]) => before.get(id) !== job).map(([, job]) => valuesOf(job));
    await upsert(manager, 'supervision_jobs', COLUMNS, 2, changed);
    return NOTHING;
  }
}

/** The last of them: one that its register never ended was lost with a database. */
function runningImport(jobs: Jobs, { streamId }: TakenEvent): string | undefined {
  return [...jobs.values()]
    .filter((job) => job.registerId === streamId && job.kind === 'IMPORT' && job.outcome === 'RUNNING')
    .sort((a, b) => compare(a.startedAt, b.startedAt) || compare(a.jobId, b.jobId))
    .at(-1)?.jobId;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

async function jobsOf(manager: EntityManager, events: readonly TakenEvent[]): Promise<Jobs> {
  const ids = events.map((taken) => [taken.storeId, jobIdOf(taken) ?? '']);
  const registers = events.filter((taken) => jobIdOf(taken) === null).map(({ streamId }) => streamId);
  const rows = (await manager.query(
    `SELECT model FROM supervision_jobs ${BY_KEY} WHERE (store_id, job_id) IN (?)`,
    [ids],
  )) as SqlRow[];
  if (registers.length > 0)
    rows.push(
      ...((await manager.query(
        `SELECT model FROM supervision_jobs WHERE register_id IN (?) AND outcome = 'RUNNING' AND kind = 'IMPORT'`,
        [registers],
      )) as SqlRow[]),
    );
  const models = rows.map((row) => jsonOf(row['model']) as JobModel);
  return new Map(models.map((model) => [model.jobId, model]));
}

const COLUMNS = ['store_id', 'job_id', 'register_id', 'kind', 'outcome', 'started_at', 'ended_at', 'model'];
const valuesOf = (job: JobModel) => [
  job.storeId,
  job.jobId,
  job.registerId,
  job.kind,
  job.outcome,
  new Date(job.startedAt),
  job.endedAt === null ? null : new Date(job.endedAt),
  JSON.stringify(job),
];
