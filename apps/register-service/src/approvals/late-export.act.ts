import { done, type Outcome, refused } from '@encaisse/contracts';
import { isSettled, type RegisterCommand, type RegisterEvent, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Sealing } from '../closings/sealing.js';
import { type ExportRow, Exports } from '../exports/export.row.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { Doorbell } from '../printing/doorbell.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { Stores } from '../stores/store.row.js';
import { LostDrafts } from '../tickets/lost-drafts.js';
import type { ActOf, ActPlace, ApprovedAct, Done, TwoPeople } from './approved-act.js';

type Act = ActOf<'LATE_EXPORT'>;
type Seal = Extract<RegisterEvent, { type: 'sessionSealed' }>;

/** The sessions of a lost hold turn up and go to head office; one that was never closed is sealed for it. */
@Injectable()
export class LateExportAct implements ApprovedAct<'LATE_EXPORT'> {
  constructor(
    private readonly sealing: Sealing,
    private readonly drafts: LostDrafts,
    private readonly sellers: SellerDirectory,
    private readonly jobs: SyncJobs,
    private readonly doorbell: Doorbell,
  ) {}

  async command(
    { exportId, countedCashCents }: Act,
    { manager, register, storePerson }: ActPlace,
    people: TwoPeople,
  ): Promise<Outcome<RegisterCommand>> {
    if (await manager.existsBy(Exports, { exportId })) return refused('ID_REUSED', { exportId });
    const isRunning = register.state === 'OUT_OF_SERVICE' && register.session !== null;
    // Somebody stood at the drawer and counted it: her code stands on the Z.
    if (isRunning && storePerson === null) return refused('STORE_PERSON_REQUIRED');
    const by = storePerson?.code ?? people.by;
    const seal = { by, closingId: uuidv7(), countedCashCents: toCents(countedCashCents) };
    return done({ type: 'exportLate', ...people, exportId, seal });
  }

  async follow({ exportId }: Act, { manager, unit, before, events, storePerson }: Done): Promise<void> {
    const { register } = unit;
    if (register.state !== 'OUT_OF_SERVICE') throw new Error(`register ${register.id} is no lost one`);
    const seal = events.find((event): event is Seal => event.type === 'sessionSealed');
    if (seal) await this.#seal(manager, { unit, before, seal, storePerson });
    const unsettled = register.lostHold.sessions.filter((session) => !isSettled(session));
    const row: ExportRow = {
      exportId,
      storeId: register.storeId,
      registerId: register.id,
      tillId: storePerson?.tillId ?? register.lostHold.tillId,
      state: 'RUNNING',
      sessionIds: unsettled.map(({ sessionId }) => sessionId),
      acknowledgedIds: [],
      startedAt: new Date(unit.at),
      startedBy: storePerson?.code ?? 'SIEGE',
      finishedAt: null,
      refusal: null,
      correlationId: unit.correlationId,
    };
    await manager.insert(Exports, row);
    unit.afterCommit(() => this.jobs.startExport(row));
  }

  async #seal(
    manager: EntityManager,
    { unit, before, seal, storePerson }: Pick<Done, 'unit' | 'before' | 'storePerson'> & { seal: Seal },
  ): Promise<void> {
    if (before.state !== 'OUT_OF_SERVICE' || before.session === null || storePerson === null)
      throw new Error(`register ${before.id} sealed a session that was not running`);
    const { session } = before;
    const { code, tillId } = storePerson;
    const store = await manager.findOneByOrFail(Stores, { storeId: before.storeId });
    const seller = await this.sellers.find(manager, store, code);
    if (!seller) throw new Error(`seller ${code} is gone`);
    const place = { storeId: before.storeId, registerId: before.id, sessionId: session.sessionId };
    await this.drafts.abandon(manager, place, { by: code, at: new Date(unit.at) });
    const sealed = await this.sealing.seal(
      manager,
      unit,
      { store, seller, till: { tillId } },
      {
        session,
        seal,
        connected: [],
        count: { countedCashCents: seal.countedCashCents },
        acceptedBy: seal.by,
      },
    );
    if (!sealed.ok) throw new Error(`session ${session.sessionId} was not sealed: ${sealed.refusal.code}`);
    unit.afterCommit(() => this.doorbell.ring(tillId));
  }
}
