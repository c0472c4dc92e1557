import { type catalogueQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { measuredSale } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { viewOfArticle } from './article.view.js';
import { scanned } from './scanned.js';
import { TillDatasets } from './till-datasets.js';

type Contract = typeof catalogueQueries.readArticle;

/** What an article costs, for a customer who asks: nothing is sold. */
@Injectable()
export class ReadArticleQuery {
  constructor(
    private readonly datasets: TillDatasets,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const dataset = await this.datasets.of(request);
    if (!dataset.ok) return dataset;
    const answer = await scanned(this.database, dataset.value, request.barcode);
    if (!answer.ok) return answer;
    const { article, barcode, ...label } = answer.value;
    const measured = measuredSale(article, label, null);
    const sale = measured.ok ? measured.sale : null;
    return done({
      article: viewOfArticle(article),
      barcode,
      sale: sale && { quantityThousandths: sale.quantityThousandths, grossCents: sale.grossCents },
    });
  }
}
