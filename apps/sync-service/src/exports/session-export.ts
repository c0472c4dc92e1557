import { createHash } from 'node:crypto';
import {
  type Acknowledgement,
  type ExportSessionStatus,
  exportQueries,
  sessionRefOf,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import {
  HeadOffice,
  type HeadOfficeAnswer,
  type HeadOfficeRefusal,
  HeadOfficeSilent,
} from '../head-office/head-office.js';
import type { WorkOutcome } from '../jobs/job.js';
import type { JobRun, JobWork } from '../jobs/job-run.js';
import { RegisterReports } from '../reports/register-reports.js';
import type { Chunk } from './chunk-cutter.js';
import { refusedBy } from './export-refusal.js';
import { disagreements, type ExportSession, manifestOf, partNameOf } from './export-session.js';
import { ExportSessionRepository } from './export-session.repository.js';
import { SessionSpool, type SpooledSession } from './session-spool.js';

/** How often a chunk or a commit is repeated within one attempt before the line is given a rest. */
const REPEATS_MAX = 3;

/**
 * Gives the closed sessions of a hold to head office, oldest first, and ends when each is acknowledged or one is refused
 * for good. Whatever attempt this is, it announces the same export and sends what head office says it does not hold.
 */
@Injectable()
export class SessionExport implements JobWork {
  constructor(
    private readonly headOffice: HeadOffice,
    private readonly bus: Bus,
    private readonly sessions: ExportSessionRepository,
    private readonly spool: SessionSpool,
    private readonly reports: RegisterReports,
  ) {}

  async run(run: JobRun): Promise<WorkOutcome> {
    const sessions = await this.#planned(run);
    const outcome = await this.#offer(run, sessions);
    await this.spool.forget(
      run.job.jobId,
      sessions.map(({ sessionId }) => sessionId),
    );
    return outcome;
  }

  async #offer(run: JobRun, sessions: readonly ExportSession[]): Promise<WorkOutcome> {
    const next = sessions.find(({ acknowledgement }) => !acknowledgement);
    if (!next) return { outcome: 'SUCCEEDED' };
    await run.progress.plan(sessions.map(progressOf));
    const announced = await this.headOffice.announceExport(
      run.job.jobId,
      manifestOf(run.job, sessions),
      run.signal,
    );
    if (!announced.ok) return refusedBy(announced.refusal, next);
    for (const session of sessions) {
      if (session.acknowledgement) continue;
      const status = statusOf(session, announced.value.sessions);
      // Register-service has been told of that by the acceptance itself.
      if (status.state === 'ACCEPTED_APART') continue;
      const refusal = await this.#deliver(run, session, status);
      if (refusal) return refusal;
    }
    return { outcome: 'SUCCEEDED' };
  }

  /** The sessions of this export, decided once: a resent export names the sessions of the first time. */
  async #planned(run: JobRun): Promise<ExportSession[]> {
    const planned = await this.sessions.ofExport(run.job.jobId);
    if (planned.length > 0) return planned;
    const answer = await this.bus.request(exportQueries.readExport, { exportId: run.job.jobId });
    if (!answer.ok) throw new Error(`register-service refuses the export: ${answer.refusal.code}`);
    const sessions: ExportSession[] = [];
    for (const session of answer.value.sessions.filter(({ acknowledged }) => !acknowledged)) {
      const { sha256, records, chunks, totals } = await this.spool.of(run, session.sessionId);
      sessions.push({
        position: sessions.length,
        sessionId: session.sessionId,
        incarnation: session.incarnation,
        epoch: session.epoch,
        number: session.number,
        businessDate: session.businessDate,
        records,
        chunks: chunks.length,
        sha256,
        totals,
        acknowledgement: null,
        told: false,
      });
    }
    await this.sessions.plan(run.lease, sessions);
    return sessions;
  }

  /** Returns once the session is acknowledged and register-service told; otherwise why it never will be. */
  async #deliver(
    run: JobRun,
    session: ExportSession,
    status: ExportSessionStatus,
  ): Promise<WorkOutcome | undefined> {
    const held = status.acknowledgement;
    const answer = held
      ? ({ ok: true, value: held } as const)
      : await this.#send(run, session, status.chunksReceived);
    if (!answer.ok) return refusedBy(answer.refusal, session);
    const differences = disagreements(session, answer.value);
    if (differences.length > 0) {
      return refusedBy({ code: 'EXPORT_REFUSED', facts: { differences } }, session);
    }
    await this.sessions.acknowledged(run.lease, session.position, answer.value);
    if (held) run.progress.moved(partNameOf(session), session.records);
    await run.progress.flush();
    await run.advanced();
    await this.reports.tellAcknowledged(run.job, run.lease);
    return undefined;
  }

  async #send(
    run: JobRun,
    session: ExportSession,
    received: readonly number[],
  ): Promise<HeadOfficeAnswer<Acknowledgement>> {
    const spooled = await this.#spooled(run, session);
    const there = new Set(received);
    let missing: readonly Chunk[] = spooled.chunks.filter(({ index }) => !there.has(index));
    const already = spooled.chunks.filter(({ index }) => there.has(index));
    run.progress.moved(
      partNameOf(session),
      already.reduce((sum, { records }) => sum + records, 0),
    );
    for (let repeat = 0; repeat < REPEATS_MAX; repeat += 1) {
      for (const chunk of missing) {
        const refusal = await this.#sendChunk(run, session, spooled, chunk);
        if (refusal) return { ok: false, refusal };
        if (repeat === 0) run.progress.moved(partNameOf(session), chunk.records);
        await run.advanced();
      }
      const address = { exportId: run.job.jobId, sessionRef: sessionRefOf(session) };
      const answer = await this.headOffice.commitSession(address, run.signal);
      if (answer.ok || answer.refusal.code !== 'CHUNK_MISSING') return answer;
      missing = missingOf(answer.refusal, spooled.chunks);
    }
    throw new HeadOfficeSilent('head office loses the chunks that it receives');
  }

  /** The lines to send: they were sealed, so they are those that were announced or something is very wrong. */
  async #spooled(run: JobRun, session: ExportSession): Promise<SpooledSession> {
    const spooled = await this.spool.of(run, session.sessionId);
    if (spooled.sha256 === session.sha256) return spooled;
    await this.spool.forget(run.job.jobId, [session.sessionId]);
    throw new Error(`session ${session.sessionId} is no longer what was announced: ${spooled.sha256}`);
  }

  async #sendChunk(
    run: JobRun,
    session: ExportSession,
    spooled: SpooledSession,
    chunk: Chunk,
  ): Promise<HeadOfficeRefusal | undefined> {
    const lines = await this.spool.readChunk(spooled, chunk);
    const sha256 = createHash('sha256').update(lines).digest('hex');
    const address = { exportId: run.job.jobId, sessionRef: sessionRefOf(session), index: chunk.index };
    for (let repeat = 0; repeat < REPEATS_MAX; repeat += 1) {
      const answer = await this.headOffice.sendChunk(address, lines, run.signal);
      if (!answer.ok) return answer.refusal;
      if (answer.value.sha256 === sha256) return undefined;
    }
    throw new HeadOfficeSilent('chunks arrive damaged at head office');
  }
}

const progressOf = (session: ExportSession) => ({
  name: partNameOf(session),
  version: null,
  rows: session.acknowledgement ? session.records : 0,
  totalRows: session.records,
  rejectedRows: 0,
  reused: false,
});

function statusOf(session: ExportSession, statuses: readonly ExportSessionStatus[]): ExportSessionStatus {
  const status = statuses.find(({ key }) => key.epoch === session.epoch && key.number === session.number);
  if (!status) throw new HeadOfficeSilent('head office answered about other sessions than were announced');
  return status;
}

function missingOf({ facts }: HeadOfficeRefusal, chunks: readonly Chunk[]): readonly Chunk[] {
  const indices = new Set(Array.isArray(facts['missing']) ? facts['missing'] : []);
  return chunks.filter(({ index }) => indices.has(index));
}
