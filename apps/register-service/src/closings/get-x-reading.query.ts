import {
  type cashQueries,
  done,
  type Outcome,
  type RequestOf,
  refused,
  type XReadingView,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { XReadings } from './x-readings.js';

/** An X reading of the till's store, as it was read. */
@Injectable()
export class GetXReadingQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly readings: XReadings,
    private readonly database: DataSource,
  ) {}

  async handle({
    tillCredential,
    readingId,
  }: RequestOf<typeof cashQueries.getXReading>): Promise<Outcome<XReadingView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { manager } = this.database;
    const row = await this.readings.find(manager, known.value.store.storeId, readingId);
    return row ? done(await this.readings.view(manager, row)) : refused('X_READING_UNKNOWN', { readingId });
  }
}
