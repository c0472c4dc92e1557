import { done, type Outcome, type ReplyOf, type RequestOf, type syncReports } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { ArticleIndexes } from '../catalogue/article-indexes.js';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { Imports } from './import.row.js';

type Contract = typeof syncReports.importSucceeded;

/** The register is pinned to the dataset that its import brought, in the same transaction as it becomes READY. */
@Injectable()
export class ImportSucceededHandler {
  constructor(
    private readonly registers: RegisterTransaction,
    private readonly indexes: ArticleIndexes,
  ) {}

  async handle({ jobId, registerId, dataset }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const outcome = await this.registers.run({
      registerId,
      work: async (unit, manager) => {
        const { at } = unit;
        const decided = unit.decide({ type: 'importSucceeded', at, jobId, dataset });
        if (!decided.ok) return decided;
        if (decided.value.length > 0) {
          await manager.update(Imports, { jobId }, { state: 'SUCCEEDED', finishedAt: new Date(at) });
        }
        return done({});
      },
    });
    if (outcome.ok) this.indexes.warm(dataset.datasetId);
    return outcome;
  }
}
