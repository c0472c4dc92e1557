import { articlesByCode } from '@encaisse/catalogue';
import { type catalogueQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { viewOfArticle } from './article.view.js';
import { ArticleIndexes } from './article-indexes.js';
import { TillDatasets } from './till-datasets.js';

type Contract = typeof catalogueQueries.searchArticles;

/** Articles by the beginnings of words, as the cashier types them. */
@Injectable()
export class SearchArticlesQuery {
  constructor(
    private readonly datasets: TillDatasets,
    private readonly indexes: ArticleIndexes,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const dataset = await this.datasets.of(request);
    if (!dataset.ok) return dataset;
    const index = await this.indexes.of(dataset.value);
    const hits = index.search(request.text, request.limit);
    const codes = hits.map(({ articleCode }) => articleCode);
    const barcodes = new Map(hits.map((hit) => [hit.articleCode, hit.barcodes]));
    const articles = await articlesByCode(this.database, dataset.value, codes);
    return done({
      articles: articles.map((article) => ({
        ...viewOfArticle(article),
        barcodes: [...(barcodes.get(article.articleCode) ?? [])],
      })),
    });
  }
}
