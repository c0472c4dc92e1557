import { type DatasetManifest, PARTS } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { HeadOffice, type HeadOfficeAnswer, type HeadOfficeRefusal } from '../head-office/head-office.js';
import { failed, type Job, type WorkOutcome } from '../jobs/job.js';
import type { JobRun, JobWork } from '../jobs/job-run.js';
import { DatasetRepository, type StoredParts } from './dataset.repository.js';
import { DatasetChecks } from './dataset-checks.js';
import { LocalDatasets } from './local-datasets.js';
import { PartLoader, PartRefused } from './part-loader.js';
import { PartCorrupt, TooManyRejects } from './part-reader.js';

/** More rows than any chain has articles; a manifest that announces more is wrong, and would be believed in memory. */
const PART_ROWS_MAX = 10_000_000;

/**
 * Brings a register's dataset: manifest, missing parts, checks, seal. Each step leaves in SQL what the next attempt need
 * not do again, and nothing becomes readable before the last.
 */
@Injectable()
export class DatasetImport implements JobWork {
  constructor(
    private readonly headOffice: HeadOffice,
    private readonly datasets: DatasetRepository,
    private readonly loader: PartLoader,
    private readonly checks: DatasetChecks,
    private readonly local: LocalDatasets,
  ) {}

  async run(run: JobRun): Promise<WorkOutcome> {
    const { storeCode, registerNumber } = run.job;
    return this.bring(run, await this.headOffice.readDatasetManifest(storeCode, registerNumber, run.signal));
  }

  async whenSilent({ job }: JobRun): Promise<WorkOutcome | null> {
    const dataset = await this.local.find(job);
    return dataset && { outcome: 'SUCCEEDED', dataset };
  }

  /** The same once head office has said what the dataset consists of. */
  async bring(run: JobRun, answer: HeadOfficeAnswer<DatasetManifest>): Promise<WorkOutcome> {
    const { jobId } = run.job;
    if (!answer.ok) return refusedBy(answer.refusal);
    const manifest = answer.value;
    const objection = objectionTo(manifest, run.job) ?? (await this.#olderThanSealed(manifest));
    if (objection) return objection;
    const missing = await this.#plan(run, manifest);
    const loaded = await this.#load(run, missing);
    if (loaded) return loaded;
    const parts = await this.datasets.storedParts(manifest.parts);
    if (parts.size !== manifest.parts.length) throw new Error('a part that was loaded is not there');
    const { failure, unfit } = await this.checks.check(jobId, manifest, parts);
    for (const [name, rows] of unfit) if (rows > 0) run.progress.moved(name, 0, rows);
    await run.progress.flush();
    if (failure) return { outcome: 'FAILED', failure };
    return this.datasets.seal(run, manifest, parts);
  }

  async #olderThanSealed(manifest: DatasetManifest): Promise<WorkOutcome | null> {
    const sealedVersion = await this.datasets.newestVersion(manifest.storeCode, manifest.registerNumber);
    if (sealedVersion === null || manifest.datasetVersion >= sealedVersion) return null;
    return failed('DATASET_OLDER', { sealedVersion, receivedVersion: manifest.datasetVersion });
  }

  /** Shows what will be done; returns the parts to fetch, small ones first, so that a wrong one is found at once. */
  async #plan(run: JobRun, manifest: DatasetManifest): Promise<DatasetManifest['parts']> {
    const stored = await this.datasets.claimParts(manifest.parts);
    for (const { name, rows } of manifest.parts) {
      const known = stored.get(name);
      // The same bytes have the same number of lines, whoever announces them: head office is wrong about its own part.
      if (known && known.rows !== rows)
        throw new PartCorrupt({ part: name, what: 'rows', announced: rows, received: known.rows });
    }
    await run.progress.plan(manifest.parts.map((part) => progressOf(part, stored, run.job)));
    return manifest.parts.filter(({ name }) => !stored.has(name)).sort((a, b) => a.bytes - b.bytes);
  }

  async #load(run: JobRun, missing: DatasetManifest['parts']): Promise<WorkOutcome | null> {
    try {
      for (const part of missing) {
        await this.loader.load(part, run);
        await run.progress.flush();
        await run.advanced();
      }
      return null;
    } catch (error) {
      if (error instanceof TooManyRejects) return failed('IMPORT_TOO_MANY_REJECTS', error.facts);
      if (error instanceof PartRefused) return refusedBy(error.refusal);
      throw error;
    }
  }
}

function progressOf(
  { name, sha256, rows }: DatasetManifest['parts'][number],
  stored: StoredParts,
  { jobId }: Job,
) {
  const part = stored.get(name);
  return {
    name,
    version: sha256,
    rows: part ? rows : 0,
    totalRows: rows,
    rejectedRows: part?.rejectedRows ?? 0,
    reused: part !== undefined && part.loadedBy !== jobId,
  };
}

/** Why a manifest is not one for this register. */
export function objectionTo(
  manifest: DatasetManifest,
  { storeCode, registerNumber }: Pick<Job, 'storeCode' | 'registerNumber'>,
): WorkOutcome | null {
  if (manifest.storeCode !== storeCode || manifest.registerNumber !== registerNumber) {
    return failed('DATASET_OF_ANOTHER_REGISTER', {
      expected: { storeCode, registerNumber },
      received: { storeCode: manifest.storeCode, registerNumber: manifest.registerNumber },
    });
  }
  for (const part of manifest.parts) {
    const { columns } = PARTS[part.name];
    if (columns.join() !== part.columns.join()) {
      return failed('DATASET_INVALID', { part: part.name, expected: columns, received: part.columns });
    }
    const limits = ROWS_OF_PART[part.name] ?? { min: 0, max: PART_ROWS_MAX };
    if (part.rows < limits.min || part.rows > limits.max) {
      return failed('DATASET_INVALID', { part: part.name, rows: part.rows, ...limits });
    }
  }
  return null;
}

/** Parts whose number of rows is not free. */
const ROWS_OF_PART: Readonly<Record<string, { min: number; max: number }>> = {
  storeHeader: { min: 1, max: 1 },
  vatRates: { min: 1, max: 100 },
  tenders: { min: 1, max: 100 },
  barcodeRules: { min: 0, max: 1_000 },
};

function refusedBy({ code, facts }: HeadOfficeRefusal): WorkOutcome {
  if (code === 'SCHEMA_VERSION_UNSUPPORTED') return failed(code, facts);
  if (code === 'NOT_OF_THE_CONTRACT') return failed('DATASET_INVALID', facts);
  return failed('HEAD_OFFICE_REFUSED', { problem: code, ...facts });
}
