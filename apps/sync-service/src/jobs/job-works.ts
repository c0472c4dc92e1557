import { Injectable } from '@nestjs/common';
import { SessionExport } from '../exports/session-export.js';
import { DatasetImport } from '../imports/dataset-import.js';
import type { JobKind } from './job.js';
import type { JobWork } from './job-run.js';

/** Who does which kind of job. */
@Injectable()
export class JobWorks {
  readonly #works: Readonly<Record<JobKind, JobWork>>;

  constructor(datasetImport: DatasetImport, sessionExport: SessionExport) {
    this.#works = { IMPORT: datasetImport, EXPORT: sessionExport };
  }

  of(kind: JobKind): JobWork {
    return this.#works[kind];
  }
}
