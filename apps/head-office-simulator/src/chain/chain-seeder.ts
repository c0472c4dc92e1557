import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ChainDefinition, chainDefinition } from '@encaisse/contracts';
import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { HeadOfficeConfig } from '../head-office.config.js';
import { BARCODE_RULES } from '../products/counter-products.js';
import { VAT_RATES } from '../products/pricing.js';
import { ArticleStock, type ProductSource } from './article-stock.js';
import { ChainRepository } from './chain.repository.js';
import { WHOLE_CHAIN } from './chain.schema.js';
import { ChainFacts } from './chain-facts.repository.js';
import { DatasetPublisher } from './dataset-publisher.js';
import { DEFAULT_CHAIN, TENDERS } from './default-chain.js';

/**
 * Fills the chain before the first request: at the first start, and again when a file it was filled from has another
 * content. What was changed through the back office stays otherwise.
 */
@Injectable()
export class ChainSeeder implements OnModuleInit {
  constructor(
    private readonly chain: ChainRepository,
    private readonly stock: ArticleStock,
    private readonly facts: ChainFacts,
    private readonly publisher: DatasetPublisher,
    @Inject(CONFIG) private readonly config: HeadOfficeConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#seedStores();
    await this.#seedArticles();
  }

  async #seedStores(): Promise<void> {
    const { CHAIN_FILE: file } = this.config;
    const definition = file === undefined ? DEFAULT_CHAIN : await readChainFile(file);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([definition, VAT_RATES, TENDERS, BARCODE_RULES]))
      .digest('hex');
    const known = this.facts.read('stores') === fingerprint;
    const datasetVersion = await this.publisher.change(() => {
      if (known) return;
      this.#saveAll(definition);
      this.facts.write('stores', fingerprint);
    });
    this.log.info({ stores: this.chain.storeCodes(), datasetVersion, known }, 'stores are there');
  }

  #saveAll({ stores }: ChainDefinition): void {
    this.facts.replaceRatesAndTenders(VAT_RATES, TENDERS);
    this.facts.replaceBarcodeRules(BARCODE_RULES);
    for (const name of ['vatRates', 'tenders', 'barcodeRules'] as const) {
      this.chain.partIsDue(name, WHOLE_CHAIN);
    }
    for (const { storeCode, header, registers, sellers } of stores) {
      this.chain.saveStore(storeCode, header);
      for (const registerNumber of registers) this.chain.saveRegister(storeCode, registerNumber);
      for (const seller of sellers) this.chain.saveSeller(storeCode, seller);
    }
  }

  async #seedArticles(): Promise<void> {
    const { PRODUCTS_FILE: file, GENERATED_ARTICLES: generated } = this.config;
    const source: ProductSource = file === undefined ? { generated } : { file };
    const fingerprint = await this.stock.fingerprintOf(source);
    if (this.facts.read('articles') === fingerprint) return;
    const startedAt = performance.now();
    const { articles, skipped } = await this.stock.stage(source);
    if (articles === 0) throw new Error('the product source holds no product');
    const datasetVersion = await this.publisher.change(() => {
      this.stock.activate();
      this.facts.write('articles', fingerprint);
      for (const name of ['articles', 'barcodes', 'prices'] as const) this.chain.partIsDue(name, WHOLE_CHAIN);
    });
    const durationMs = Math.round(performance.now() - startedAt);
    this.log.info({ source, articles, skipped, datasetVersion, durationMs }, 'articles are there');
  }
}

async function readChainFile(path: string): Promise<ChainDefinition> {
  const parsed = chainDefinition.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the chain file ${path} is wrong:\n${problems.join('\n')}`);
}
