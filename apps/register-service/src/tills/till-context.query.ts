import { done, type Outcome, type ReplyOf, type RequestOf, type tillQueries } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { unreadMessages } from '../messages/shown-messages.js';
import { printingOf } from '../printing/till-printing.js';
import { RegistersAtTill } from '../registers/registers-at-till.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { storeView } from '../stores/store.view.js';
import { TillRepository } from './till.repository.js';
import { TillAuthentication } from './till-authentication.js';

type Contract = typeof tillQueries.tillContext;

/** Everything the till's opening screen shows, as of one moment. */
@Injectable()
export class TillContextQuery {
  constructor(
    private readonly authentication: TillAuthentication,
    private readonly database: DataSource,
    private readonly registers: RegistersAtTill,
    private readonly tills: TillRepository,
    private readonly sellers: SellerDirectory,
    private readonly clock: Clock,
  ) {}

  async handle({ tillCredential }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.authentication.authenticate(tillCredential);
    if (!known.ok) return known;
    const { till, store } = known.value;
    const { tillId, storeId } = till;
    const at = this.clock.now();
    const [registers, view, sellers, printing, unread] = await Promise.all([
      this.registers.views({ tillId, storeId }),
      this.tills.view(this.database.manager, tillId),
      this.sellers.list(this.database.manager, store),
      printingOf(this.database.manager, till, at),
      unreadMessages(this.database.manager, till, at),
    ]);
    return done({
      store: storeView(store),
      till: view,
      at: at.toISOString(),
      registers,
      sellers: sellers.map(({ code, name, rights }) => ({ code, name, rights: [...rights] })),
      ...printing,
      unreadMessages: unread,
    });
  }
}
