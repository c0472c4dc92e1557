import { done, type Outcome, type ReplyOf, type RequestOf, type tillQueries } from '@encaisse/contracts';
import { tillSituation } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { printingOf } from '../printing/till-printing.js';
import { RegisterRepository } from '../registers/register.repository.js';
import { actionViews, registerView } from '../registers/register.view.js';
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
    private readonly registers: RegisterRepository,
    private readonly tills: TillRepository,
    private readonly sellers: SellerDirectory,
    private readonly clock: Clock,
  ) {}

  async handle({ tillCredential }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.authentication.authenticate(tillCredential);
    if (!known.ok) return known;
    const { till, store } = known.value;
    const { tillId, storeId } = till;
    // One statement reads all registers, so that no button says what another one denies.
    const at = this.clock.now();
    const [registers, view, sellers, printing] = await Promise.all([
      this.registers.ofStore(this.database.manager, storeId),
      this.tills.view(this.database.manager, tillId),
      this.sellers.list(this.database.manager, store),
      printingOf(this.database.manager, till, at),
    ]);
    const situation = tillSituation(tillId, registers);
    return done({
      store: storeView(store),
      till: view,
      at: at.toISOString(),
      registers: registers.map((register) => ({
        ...registerView(register),
        actions: actionViews(register, situation),
      })),
      sellers: sellers.map(({ code, name, rights }) => ({ code, name, rights: [...rights] })),
      ...printing,
    });
  }
}
