import {
  type ClosingView,
  done,
  type Outcome,
  type RequestOf,
  refused,
  type tillQueries,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { ClosingReader } from './closing-reader.js';

@Injectable()
export class GetClosingQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly reader: ClosingReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async handle({
    tillCredential,
    closingId,
  }: RequestOf<typeof tillQueries.getClosing>): Promise<Outcome<ClosingView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { manager } = this.database;
    const closing = await this.reader.find(manager, known.value.store.storeId, closingId);
    if (closing === null) return refused('CLOSING_UNKNOWN', { closingId });
    return done(await this.reader.view(manager, known.value.store, closing, this.clock.now()));
  }
}
