import type { Outcome, Right, RpcContract, SellerLogin } from '@encaisse/contracts';
import { done, refused } from '@encaisse/contracts';
import type { TillSituation } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConnectionAuthentication, type KnownConnection } from '../connections/connection-authentication.js';
import type { Seller } from '../sellers/seller.js';
import { rightMissing, SellerAuthentication } from '../sellers/seller-authentication.js';
import { type KnownTill, TillAuthentication } from '../tills/till-authentication.js';
import type { CommandRun } from './after-commit.js';
import { CommandTransaction } from './command-transaction.js';
import { type RegisterCommandSteps, RegisterTransaction } from './register-transaction.js';
import type { RegisterUnit } from './register-unit.js';
import { type CommandIdentity, digestOf } from './stored-answers.js';

interface TillRequest {
  readonly tillCredential: string;
  readonly idempotencyKey: string;
}
export type SellerRequest = TillRequest & { readonly seller: SellerLogin };
export type ConnectedRequest = TillRequest & {
  readonly registerId: string;
  readonly connectionToken: string;
};

/** Who asks, at which till. */
export interface AtTill extends KnownTill {
  readonly seller: Seller;
}
export interface AtConnection extends AtTill {
  readonly connection: KnownConnection['connection'];
}
/** What every command of the domain that is asked at a till carries. */
export interface Asking {
  readonly at: string;
  readonly by: string;
  readonly till: TillSituation;
}
/** A job's row names who asked by a seller's code; head office's administrators have none, and are named in the event. */
export interface AskingForJob extends Asking {
  readonly startedBy?: string;
}

/** How a command is asked: its contract names it, its body makes it the same one when it comes again. */
export interface Asked<R> {
  readonly contract: RpcContract;
  readonly request: R;
  /** None is asked of whoever ends her own connection. */
  readonly right?: Right;
  /** Whether the command depends on the till that the register came from, beside the one that asks. */
  readonly tillsBehind?: boolean;
}
/** A command whose asker is known and entitled, before its transaction. */
export interface ConnectedCommand {
  readonly who: AtConnection;
  readonly identity: CommandIdentity;
  /** What still stands against her connection, asked once the answer was not a stored one. */
  readonly barred: () => ReturnType<typeof refused> | undefined;
}
export type SellerWork<T, Who> = (
  unit: RegisterUnit,
  who: Who & { readonly asking: Asking },
  manager: EntityManager,
) => Promise<Outcome<T>>;

/** Authentication and right, then the transaction. Every command of a till goes through here. */
@Injectable()
export class RegisterCommands {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly sellers: SellerAuthentication,
    private readonly connections: ConnectionAuthentication,
    private readonly registers: RegisterTransaction,
    private readonly transaction: CommandTransaction,
  ) {}

  /** A seller in person, for what runs its transaction itself. The right is asked by whoever knows which. */
  async inPerson(
    asked: Asked<SellerRequest>,
  ): Promise<Outcome<{ readonly who: AtTill; readonly identity: CommandIdentity }>> {
    const known = await this.#seller(asked);
    return known.ok ? done({ who: known.value, identity: identityOf(asked, known.value) }) : known;
  }

  /** A seller in person, with her password, about one register. */
  async bySeller<T>(
    asked: Asked<SellerRequest> & { readonly registerId: string },
    work: SellerWork<T, AtTill>,
  ): Promise<Outcome<T>> {
    const known = await this.#seller(asked);
    return known.ok ? this.#about(asked.registerId, asked, known.value, work) : known;
  }

  /** A seller in person about something else than a register's state: a PIN, a copy. Locks her till. */
  async bySellerOfStore<T>(
    asked: Asked<SellerRequest>,
    work: (manager: EntityManager, who: AtTill, run: CommandRun) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const known = await this.#seller(asked);
    if (!known.ok) return known;
    const who = known.value;
    return this.transaction.run({
      identity: identityOf(asked, who),
      lock: (manager) => this.registers.lockTills(manager, [who.till.tillId]),
      work: (manager, run) => work(manager, who, run),
    });
  }

  /** A connected seller, with the token of her connection. The right is asked anew: one withdrawn counts at once. */
  async byConnection<T>(
    asked: Asked<ConnectedRequest>,
    work: SellerWork<T, AtConnection>,
  ): Promise<Outcome<T>> {
    const command = await this.connected(asked);
    if (!command.ok) return command;
    const { who, barred } = command.value;
    const outcome = await this.#about(asked.request.registerId, asked, who, work, { barred, alone: true });
    await this.connections.seen(who);
    return outcome;
  }

  /** The same without the transaction, for what shares one among several commands. */
  async connected(asked: Asked<ConnectedRequest>): Promise<Outcome<ConnectedCommand>> {
    const known = await this.connections.authenticate(asked.request);
    if (!known.ok) return known;
    const who = known.value;
    const missing = asked.right && rightMissing(who.seller, asked.right);
    if (missing) return missing;
    return done({ who, identity: identityOf(asked, who), barred: () => this.connections.barred(who) });
  }

  async #seller({ request, right }: Asked<SellerRequest>): Promise<Outcome<AtTill>> {
    const at = await this.tills.authenticate(request.tillCredential);
    if (!at.ok) return at;
    const seller = await this.sellers.authenticate(at.value, request.seller);
    if (!seller.ok) return seller;
    const missing = right && rightMissing(seller.value, right);
    return missing ?? { ok: true, value: { ...at.value, seller: seller.value } };
  }

  #about<T, Who extends AtTill>(
    registerId: string,
    asked: Asked<TillRequest>,
    who: Who,
    work: SellerWork<T, Who>,
    how: Pick<RegisterCommandSteps<T>, 'barred' | 'alone'> = {},
  ): Promise<Outcome<T>> {
    const { till, store, seller } = who;
    return this.registers.run({
      identity: identityOf(asked, who),
      registerId,
      ...(asked.tillsBehind ? { alsoTillIds: [till.tillId] } : { tillId: till.tillId }),
      storeId: store.storeId,
      ...how,
      work: (unit, manager) => {
        const asking = { at: unit.at, by: seller.code, till: unit.situationOf(till.tillId) };
        return work(unit, { ...who, asking }, manager);
      },
    });
  }
}

const identityOf = ({ contract, request }: Asked<TillRequest>, { till }: AtTill): CommandIdentity => ({
  scope: till.tillId,
  idempotencyKey: request.idempotencyKey,
  bodyDigest: digestOf(contract.subject, request),
});
