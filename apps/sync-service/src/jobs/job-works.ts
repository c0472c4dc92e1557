import { Injectable } from '@nestjs/common';
import { AcceptanceWork } from '../acceptances/acceptance-work.js';
import { SessionExport } from '../exports/session-export.js';
import { DatasetImport } from '../imports/dataset-import.js';
import { PrefetchWork } from '../prefetch/prefetch-work.js';
import type { JobKind } from './job.js';
import type { JobWork } from './job-run.js';

/** Who does which kind of job. */
@Injectable()
export class JobWorks {
  readonly #works: Readonly<Record<JobKind, JobWork>>;

  constructor(
    datasetImport: DatasetImport,
    sessionExport: SessionExport,
    acceptance: AcceptanceWork,
    prefetch: PrefetchWork,
  ) {
    this.#works = {
      IMPORT: datasetImport,
      EXPORT: sessionExport,
      ACCEPT_APART: acceptance,
      PREFETCH: prefetch,
    };
  }

  of(kind: JobKind): JobWork {
    return this.#works[kind];
  }
}
