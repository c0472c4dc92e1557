import { ArticleIndex, searchedPartsOf } from '@encaisse/catalogue';
import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';

/** Stores of a chain search the same articles; more than two versions of these are rarely sold from at once. */
const INDEXES_MAX = 4;

/** The searched articles of the datasets in use, read once from SQL, which stays the only truth: an index may be lost. */
@Injectable()
export class ArticleIndexes {
  /** By the parts that each is made of, the one that was asked last at the end. */
  readonly #indexes = new Map<string, Promise<ArticleIndex>>();

  constructor(
    private readonly database: DataSource,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** @throws Error for a dataset that does not exist. */
  async of(datasetId: number): Promise<ArticleIndex> {
    const parts = await searchedPartsOf(this.database, datasetId);
    if (parts === null) throw new Error(`there is no dataset ${datasetId}`);
    const key = `${parts.articlesPartId} ${parts.barcodesPartId}`;
    const index =
      this.#indexes.get(key) ?? this.#forgetIfFailed(key, ArticleIndex.read(this.database, parts));
    this.#indexes.delete(key);
    this.#indexes.set(key, index);
    for (const oldest of [...this.#indexes.keys()].slice(0, -INDEXES_MAX)) this.#indexes.delete(oldest);
    return index;
  }

  /** Reads the index ahead, so that nobody waits for it at the till. Nothing depends on whether it works. */
  warm(datasetId: number): void {
    this.of(datasetId).catch((error: unknown) =>
      this.log.warn({ err: error, datasetId }, 'articles could not be indexed ahead'),
    );
  }

  async #forgetIfFailed(key: string, reading: Promise<ArticleIndex>): Promise<ArticleIndex> {
    try {
      return await reading;
    } catch (error) {
      this.#indexes.delete(key);
      throw error;
    }
  }
}
