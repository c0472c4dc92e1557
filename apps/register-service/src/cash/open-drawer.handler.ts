import {
  cashCommands,
  type DrawerOpeningView,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { Grants } from '../grants/grants.js';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Doorbell } from '../printing/doorbell.js';
import { type DrawerOpeningRow, DrawerOpenings } from './cash.row.js';
import { drawerOpeningView } from './cash.view.js';
import { unexplained } from './cash-reasons.js';
import { CashRecords } from './cash-records.js';
import { DrawerJobs } from './drawer-jobs.js';

const contract = cashCommands.openDrawer;
type Request = RequestOf<typeof contract>;

/** Opens the drawer without a sale, which is kept and counted. The same opening id again opens nothing twice. */
@Injectable()
export class OpenDrawerHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly records: CashRecords,
    private readonly jobs: DrawerJobs,
    private readonly grants: Grants,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: Request): Promise<Outcome<DrawerOpeningView>> {
    return this.commands.byConnection({ contract, request }, async (unit, who, manager) => {
      const { storeId } = who.store;
      const { registerId, openingId, reason, note, grantId } = request;
      const known = await this.records.opening(manager, storeId, openingId);
      if (known)
        return isSame(known, request) ? done(drawerOpeningView(known)) : refused('ID_REUSED', { openingId });
      const authorised = await this.grants.authorise(manager, {
        who,
        registerId,
        right: 'CASH_MOVEMENT',
        grantId,
        subjectId: openingId,
        at: new Date(unit.at),
      });
      if (!authorised.ok) return authorised;
      const { sessionId, epoch } = who.connection;
      const opened = unit.decide({
        type: 'openDrawer',
        ...who.asking,
        epoch,
        sessionId,
        openingId,
        reason,
        note,
        ...authorised.value,
      });
      if (!opened.ok) return opened;
      const wrong = unexplained(request, 'DRAWER');
      if (wrong) return wrong;
      const [event] = opened.value;
      if (event?.type !== 'drawerOpened') throw new Error(`opening ${openingId} opened nothing`);
      const row: DrawerOpeningRow = {
        storeId,
        openingId,
        registerId,
        sessionId,
        number: event.number,
        reason,
        note,
        sellerCode: who.seller.code,
        authorisedBy: event.authorisedBy,
        at: new Date(unit.at),
      };
      await manager.insert(DrawerOpenings, row);
      await this.jobs.ofOpening(manager, unit, who, row);
      unit.afterCommit(() => this.doorbell.ring(who.till.tillId));
      return done(drawerOpeningView(row));
    });
  }
}

const isSame = (row: DrawerOpeningRow, request: Request): boolean =>
  row.registerId === request.registerId && row.reason === request.reason && row.note === request.note;
