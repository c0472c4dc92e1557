import {
  type BackOfficeArticle,
  type BackOfficeChain,
  type BackOfficeChange,
  backOfficeArticle,
  chainStore,
  datasetSeller,
  exchangeParameters,
  exchangeProblemOf,
  priceChange,
  priceExceptionChange,
  sellerChange,
  storeHeaderChange,
} from '@encaisse/contracts';
import { Body, Controller, Delete, Get, Param, Put, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { ExchangeRefusal, parsed } from '../http/answer.js';
import { ApiKeyGuard } from '../http/api-key.guard.js';
import { ChainRepository } from './chain.repository.js';
import { DatasetRepository } from './dataset.repository.js';
import { DatasetPublisher } from './dataset-publisher.js';

const { registerNumber } = exchangeParameters;
const { storeCode } = chainStore.shape;
const { sellerCode } = datasetSeller.shape;
const articleCode = z.string().min(1).max(32);
const { barcode } = backOfficeArticle.shape;
const articlePage = z.object({
  after: z.string().max(32).default(''),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** What head office's people see and change of the chain. Every change publishes a dataset version. */
@Controller('back-office/v1')
@UseGuards(ApiKeyGuard)
export class BackOfficeChainController {
  constructor(
    private readonly chain: ChainRepository,
    private readonly datasets: DatasetRepository,
    private readonly publisher: DatasetPublisher,
  ) {}

  @Get('chain')
  readChain(): BackOfficeChain {
    return {
      datasetVersion: this.datasets.newestVersion(),
      articleCount: this.chain.articleCount(),
      stores: this.chain.stores(),
    };
  }

  @Get('articles')
  listArticles(@Query() query: unknown): { items: BackOfficeArticle[]; nextAfter: string | null } {
    const { after, limit } = parsed(articlePage, query);
    const items = this.chain.articlesAfter(after, limit);
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, nextAfter: last?.articleCode ?? null };
  }

  @Put('articles/:articleCode/price')
  changePrice(@Param() path: unknown, @Body() body: unknown): Promise<BackOfficeChange> {
    const article = parsed(z.object({ articleCode }), path);
    const { priceCents } = parsed(priceChange, body);
    this.#requireArticle(article.articleCode);
    return this.#change(() => this.chain.savePrice(article.articleCode, priceCents));
  }

  @Delete('articles/:articleCode')
  deleteArticle(@Param() path: unknown): Promise<BackOfficeChange> {
    const article = parsed(z.object({ articleCode }), path);
    this.#requireArticle(article.articleCode);
    return this.#change(() => this.chain.deleteArticle(article.articleCode));
  }

  @Put('articles/:articleCode/barcodes/:barcode')
  async addBarcode(@Param() path: unknown): Promise<BackOfficeChange> {
    const wanted = parsed(z.object({ articleCode, barcode }), path);
    this.#requireArticle(wanted.articleCode);
    let isFree = true;
    const change = await this.#change(() => {
      isFree = this.chain.saveBarcode(wanted.articleCode, wanted.barcode);
    });
    if (!isFree) throw new ExchangeRefusal(exchangeProblemOf('BODY_INVALID', { barcode: wanted.barcode }));
    return change;
  }

  @Put('stores/:storeCode')
  saveStore(@Param() path: unknown, @Body() body: unknown): Promise<BackOfficeChange> {
    const store = parsed(z.object({ storeCode }), path);
    const header = parsed(storeHeaderChange, body);
    return this.#change(() => this.chain.saveStore(store.storeCode, header));
  }

  @Put('stores/:storeCode/registers/:registerNumber')
  saveRegister(@Param() path: unknown): Promise<BackOfficeChange> {
    const register = parsed(z.object({ storeCode, registerNumber }), path);
    this.#requireStore(register.storeCode);
    return this.#change(() => this.chain.saveRegister(register.storeCode, register.registerNumber));
  }

  @Put('stores/:storeCode/sellers/:sellerCode')
  saveSeller(@Param() path: unknown, @Body() body: unknown): Promise<BackOfficeChange> {
    const seller = parsed(z.object({ storeCode, sellerCode }), path);
    const change = parsed(sellerChange, body);
    this.#requireStore(seller.storeCode);
    return this.#change(() =>
      this.chain.saveSeller(seller.storeCode, { sellerCode: seller.sellerCode, ...change }),
    );
  }

  @Put('stores/:storeCode/price-exceptions/:articleCode')
  savePriceException(@Param() path: unknown, @Body() body: unknown): Promise<BackOfficeChange> {
    const exception = parsed(z.object({ storeCode, articleCode }), path);
    const { priceCents } = parsed(priceExceptionChange, body);
    this.#requireStore(exception.storeCode);
    this.#requireArticle(exception.articleCode);
    return this.#change(() =>
      this.chain.savePriceException(exception.storeCode, exception.articleCode, priceCents),
    );
  }

  async #change(edit: () => void): Promise<BackOfficeChange> {
    return { datasetVersion: await this.publisher.change(edit) };
  }

  #requireStore(code: string): void {
    if (this.chain.hasStore(code)) return;
    throw new ExchangeRefusal(exchangeProblemOf('UNKNOWN_STORE', { storeCode: code }));
  }

  #requireArticle(code: string): void {
    if (this.chain.hasArticle(code)) return;
    throw new ExchangeRefusal(exchangeProblemOf('ROUTE_UNKNOWN', { articleCode: code }));
  }
}
