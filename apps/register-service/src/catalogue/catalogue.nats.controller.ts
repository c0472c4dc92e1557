import { catalogueQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ReadArticleQuery } from './read-article.query.js';
import { SearchArticlesQuery } from './search-articles.query.js';

@Injectable()
export class CatalogueNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly search: SearchArticlesQuery,
    private readonly read: ReadArticleQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', catalogueQueries, {
      searchArticles: (request) => this.search.handle(request),
      readArticle: (request) => this.read.handle(request),
    });
  }
}
