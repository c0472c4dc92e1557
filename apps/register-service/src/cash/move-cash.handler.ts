import {
  type CashMovementView,
  cashCommands,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { Grants } from '../grants/grants.js';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Doorbell } from '../printing/doorbell.js';
import { type CashMovementRow, CashMovements } from './cash.row.js';
import { cashMovementView } from './cash.view.js';
import { unexplained } from './cash-reasons.js';
import { CashRecords } from './cash-records.js';
import { DrawerJobs } from './drawer-jobs.js';

const contract = cashCommands.moveCash;
type Request = RequestOf<typeof contract>;

/** Cash into the drawer or out of it without a ticket, with its slip. The same movement id again is the same movement. */
@Injectable()
export class MoveCashHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly records: CashRecords,
    private readonly jobs: DrawerJobs,
    private readonly grants: Grants,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: Request): Promise<Outcome<CashMovementView>> {
    return this.commands.byConnection({ contract, request }, async (unit, who, manager) => {
      const { storeId } = who.store;
      const known = await this.records.movement(manager, storeId, request.movementId);
      if (known && !isSame(known, request)) return refused('ID_REUSED', { movementId: request.movementId });
      if (known) {
        const [view] = await this.records.views(manager, storeId, [known]);
        if (view) return done(view);
      }
      const { registerId, movementId, kind, reason, note, grantId } = request;
      const authorised = await this.grants.authorise(manager, {
        who,
        registerId,
        right: 'CASH_MOVEMENT',
        grantId,
        subjectId: movementId,
        amountCents: request.amountCents,
        at: new Date(unit.at),
      });
      if (!authorised.ok) return authorised;
      const { sessionId, epoch } = who.connection;
      const moved = unit.decide({
        type: 'moveCash',
        ...who.asking,
        epoch,
        sessionId,
        movementId,
        kind,
        amountCents: toCents(request.amountCents),
        reason,
        note,
        ...authorised.value,
      });
      if (!moved.ok) return moved;
      const wrong = unexplained(request, kind);
      if (wrong) return wrong;
      const [event] = moved.value;
      if (event?.type !== 'cashMoved') throw new Error(`cash movement ${movementId} moved nothing`);
      const { number, amountCents, authorisedBy } = event;
      const row: CashMovementRow = {
        storeId,
        movementId,
        registerId,
        sessionId,
        number,
        kind,
        amountCents,
        reason,
        note,
        sellerCode: who.seller.code,
        authorisedBy,
        at: new Date(unit.at),
      };
      await manager.insert(CashMovements, row);
      const printJobId = await this.jobs.ofMovement(manager, unit, who, row);
      unit.afterCommit(() => this.doorbell.ring(who.till.tillId));
      return done(cashMovementView(row, printJobId));
    });
  }
}

const isSame = (row: CashMovementRow, request: Request): boolean =>
  row.registerId === request.registerId &&
  row.kind === request.kind &&
  row.amountCents === request.amountCents &&
  row.reason === request.reason &&
  row.note === request.note;
