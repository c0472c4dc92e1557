import {
  done,
  type Outcome,
  type RecountView,
  type RequestOf,
  refused,
  tillCommands,
} from '@encaisse/contracts';
import { isHeld, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Authorised, Grants } from '../grants/grants.js';
import { type AtTill, RegisterCommands } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { Doorbell } from '../printing/doorbell.js';
import { denominationsDiffer, denominationsKept } from '../registers/denominations.js';
import { type RecountRow, Recounts } from './recount.row.js';
import { RecountPrinting } from './recount-printing.js';
import { RecountRecords, recountView } from './recount-records.js';

const contract = tillCommands.recount;
type Request = RequestOf<typeof contract>;

/** Counts the drawer of a closed session again, before it goes to head office. Its Z stays as it was sealed. */
@Injectable()
export class RecountHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly grants: Grants,
    private readonly records: RecountRecords,
    private readonly printing: RecountPrinting,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: Request): Promise<Outcome<RecountView>> {
    const { registerId, sessionId, recountId, countedCashCents, denominations, reason } = request;
    const asked = { contract, request, registerId, right: 'CLOSE' } as const;
    return this.commands.bySeller(asked, async (unit, who, manager) => {
      const { storeId } = who.store;
      const known = await this.records.find(manager, storeId, recountId);
      if (known) {
        return isSame(known, request)
          ? done(await this.records.view(manager, known))
          : refused('ID_REUSED', { recountId });
      }
      const authorised = await this.#mayDiffer(manager, unit, who, request);
      if (!authorised.ok) return authorised;
      const decided = unit.decide({
        type: 'recount',
        ...who.asking,
        recountId,
        sessionId,
        countedCashCents: toCents(countedCashCents),
        reason,
        ...authorised.value,
      });
      if (!decided.ok) return decided;
      const wrong = denominationsDiffer(denominations, countedCashCents);
      if (wrong) return wrong;
      const [event] = decided.value;
      if (event?.type !== 'sessionRecounted') throw new Error(`recount ${recountId} counted nothing`);
      const row: RecountRow = {
        storeId,
        recountId,
        registerId,
        sessionId,
        number: event.number,
        countedCashCents,
        denominations: denominationsKept(denominations),
        formerCountCents: event.formerCountCents,
        expectedCashCents: countedCashCents - event.differenceCents,
        differenceCents: event.differenceCents,
        reason,
        countedBy: who.seller.code,
        authorisedBy: event.authorisedBy,
        countedAt: new Date(unit.at),
      };
      await manager.insert(Recounts, row);
      const printJobId = await this.printing.print(manager, unit, who, row);
      unit.afterCommit(() => this.doorbell.ring(who.till.tillId));
      return done(recountView(row, printJobId));
    });
  }

  /** A difference above the store's tolerance wants the right to accept it, as at the closing. */
  async #mayDiffer(
    manager: EntityManager,
    { register, at }: RegisterUnit,
    who: AtTill,
    { registerId, sessionId, countedCashCents, grantId }: Request,
  ): Promise<Outcome<Authorised>> {
    const sealed = isHeld(register) && register.hold.sessions.find((one) => one.sessionId === sessionId);
    const amountCents = sealed ? Math.abs(countedCashCents - sealed.expectedCashCents) : 0;
    if (amountCents <= who.store.toleranceCents) return done({ authorisedBy: null });
    return this.grants.authorise(manager, {
      who,
      registerId,
      right: 'ACCEPT_DIFFERENCE',
      grantId,
      subjectId: sessionId,
      amountCents,
      at: new Date(at),
    });
  }
}

const isSame = (row: RecountRow, request: Request): boolean =>
  row.registerId === request.registerId &&
  row.sessionId === request.sessionId &&
  row.countedCashCents === request.countedCashCents &&
  row.reason === request.reason;
