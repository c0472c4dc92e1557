import { done, type Outcome, refused } from '@encaisse/contracts';
import { type RegisterCommand, sealedSessions } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type AcceptanceRow, Acceptances } from '../exports/acceptance.row.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { Sessions } from '../registers/session.row.js';
import type { ActOf, ActPlace, ApprovedAct, Done, TwoPeople } from './approved-act.js';

/** Two people have head office take a session that it has refused into its books apart. */
@Injectable()
export class AcceptApartAct implements ApprovedAct<'ACCEPT_APART'> {
  /** The register hears it once head office has: the session is only settled then. */
  readonly isDeferred = true;

  constructor(private readonly jobs: SyncJobs) {}

  async command(
    { sessionId }: ActOf<'ACCEPT_APART'>,
    { manager, register }: ActPlace,
    people: TwoPeople,
  ): Promise<Outcome<RegisterCommand>> {
    const session = await manager.findOneBy(Sessions, { sessionId, registerId: register.id });
    if (session === null) return refused('SESSION_UNKNOWN', { sessionId });
    const { incarnation, epoch, number } = session;
    return done({ type: 'acceptApart', ...people, session: { incarnation, epoch, number } });
  }

  async follow(
    { sessionId }: ActOf<'ACCEPT_APART'>,
    { manager, unit, approvalId, storePerson }: Done,
    { by, approvedBy, reason }: TwoPeople,
  ): Promise<void> {
    const { register } = unit;
    const standing = sealedSessions(register).find((session) => session.sessionId === sessionId)?.standing;
    if (standing?.kind !== 'REFUSED') throw new Error(`session ${sessionId} was accepted and not refused`);
    const hold = 'hold' in register ? register.hold : 'lostHold' in register ? register.lostHold : undefined;
    const tillId = hold?.tillId ?? storePerson?.tillId;
    if (tillId === undefined) throw new Error(`register ${register.id} has a refused session and no hold`);
    const row: AcceptanceRow = {
      approvalId,
      storeId: register.storeId,
      registerId: register.id,
      tillId,
      sessionId,
      exportId: standing.exportId,
      state: 'RUNNING',
      startedAt: new Date(unit.at),
      startedBy: by,
      approvedBy,
      reason,
      finishedAt: null,
      refusal: null,
      correlationId: unit.correlationId,
    };
    await manager.insert(Acceptances, row);
    unit.afterCommit(() => this.jobs.startAcceptance(row));
  }
}
