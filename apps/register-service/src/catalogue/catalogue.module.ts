import { Module } from '@nestjs/common';
import { ArticleIndexes } from './article-indexes.js';
import { CatalogueNatsController } from './catalogue.nats.controller.js';
import { ReadArticleQuery } from './read-article.query.js';
import { SearchArticlesQuery } from './search-articles.query.js';
import { TillDatasets } from './till-datasets.js';

@Module({
  providers: [TillDatasets, ArticleIndexes, SearchArticlesQuery, ReadArticleQuery, CatalogueNatsController],
  exports: [ArticleIndexes],
})
export class CatalogueModule {}
