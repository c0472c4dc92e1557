import { type ClosingView, done, type Outcome, type RequestOf, tillCommands } from '@encaisse/contracts';
import { type EventOf, type RegisterEvent, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Authorised, Grants } from '../grants/grants.js';
import { type Asking, type AtTill, RegisterCommands } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { Doorbell } from '../printing/doorbell.js';
import type { ClosingRow } from './closing.row.js';
import { closingView } from './closing.view.js';
import { ClosingFacts } from './closing-facts.js';
import { ClosingReader } from './closing-reader.js';
import { endClosing } from './end-closing.js';
import { Sealing } from './sealing.js';

const contract = tillCommands.submitCount;
type Request = RequestOf<typeof contract>;
type Who = AtTill & { readonly asking: Asking };

/** Ends a closing by the count of its drawer: a sealed session, its Z and the Z's print job, or all that stands against it. */
@Injectable()
export class SubmitCountHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly facts: ClosingFacts,
    private readonly reader: ClosingReader,
    private readonly sealing: Sealing,
    private readonly grants: Grants,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: Request): Promise<Outcome<ClosingView>> {
    const { registerId, closingId, countedCashCents } = request;
    const asked = { contract, request, registerId, right: 'CLOSE' } as const;
    return this.commands.bySeller(asked, async (unit, who, manager) => {
      const known = await this.reader.find(manager, who.store.storeId, closingId);
      const closing = known?.registerId === registerId ? known : undefined;
      if (closing?.state === 'SEALED') {
        const view = await this.reader.view(manager, who.store, closing, new Date(unit.at));
        if (view.z?.countedCashCents === countedCashCents) return done(view);
      }
      return this.#submit(request, unit, who, { manager, closing });
    });
  }

  async #submit(
    request: Request,
    unit: RegisterUnit,
    who: Who,
    { manager, closing }: { readonly manager: EntityManager; readonly closing: ClosingRow | undefined },
  ): Promise<Outcome<ClosingView>> {
    const before = unit.register;
    const { seller, store } = who;
    const maySelf = seller.rights.includes('ACCEPT_DIFFERENCE');
    const connected = await this.facts.connected(manager, before, unit.at);
    const decided = unit.decide({
      type: 'submitCount',
      ...who.asking,
      ...(await this.facts.of(manager, before, { request, seller, at: unit.at })),
      countedCashCents: toCents(request.countedCashCents),
      connections: connected.map(({ connectionId, sellerCode, stale }) => ({
        connectionId,
        sellerCode,
        stale,
      })),
      forceUsers: request.forceUsers,
      acceptDifference: request.acceptDifference,
      // Whether the right was lent for this is asked once the difference is known.
      mayAcceptDifference: maySelf || request.grantId !== undefined,
      toleranceCents: toCents(store.toleranceCents),
    });
    const ended = { endedAt: new Date(unit.at), endedBy: seller.code };
    if (!decided.ok) {
      const isSentBack = before.state === 'CLOSING' && unit.register.state === 'OPEN';
      if (isSentBack && closing) await endClosing(manager, closing, { state: 'SENT_BACK', ...ended });
      return decided;
    }
    const seal = decided.value.find(isSeal);
    if (!closing || !seal || before.state !== 'CLOSING') {
      throw new Error(`closing ${request.closingId} was counted and sealed nothing`);
    }
    const accepted = await this.#accept(manager, who, request, seal);
    if (!accepted.ok) return accepted;
    const sealed = await this.sealing.seal(manager, unit, who, {
      session: before.session,
      seal,
      connected,
      count: request,
      acceptedBy: accepted.value.authorisedBy ?? seller.code,
    });
    if (!sealed.ok) return sealed;
    unit.afterCommit(() => this.doorbell.ring(who.till.tillId));
    const row = await endClosing(manager, closing, { state: 'SEALED', ...ended });
    return done(closingView(row, [], { outcome: sealed.value }));
  }

  /** A difference above the tolerance wants the right: her own, or one lent for as much. */
  async #accept(
    manager: EntityManager,
    who: Who,
    { registerId, closingId, grantId }: Request,
    { differenceCents, at }: EventOf<'sessionSealed'>,
  ): Promise<Outcome<Authorised>> {
    const amountCents = Math.abs(differenceCents);
    if (amountCents <= who.store.toleranceCents) return done({ authorisedBy: null });
    const wanted = { who, registerId, grantId, subjectId: closingId, amountCents, at: new Date(at) };
    return this.grants.authorise(manager, { ...wanted, right: 'ACCEPT_DIFFERENCE' });
  }
}

const isSeal = (event: RegisterEvent) => event.type === 'sessionSealed';
