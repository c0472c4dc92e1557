import { type Acknowledgement, exchangeProblemOf, type SessionManifest } from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Answer, answered, refusing } from '../http/answer.js';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { ExportWeather } from '../weather/export-weather.js';
import { AnnouncedExportRepository } from './announced-export.repository.js';
import { EXPORT_DATABASE } from './export.schema.js';
import { ReceivedSessionRepository } from './received-session.repository.js';
import { type SessionVerdict, verifySession } from './verify-session.js';

/**
 * Decides on a session. It is acknowledged after one transaction that holds its content, the totals summed from it
 * and the acknowledgement; refused, its content is kept beside the reason.
 */
@Injectable()
export class CommitSessionHandler {
  constructor(
    @Inject(EXPORT_DATABASE) private readonly file: SqliteFile,
    private readonly announced: AnnouncedExportRepository,
    private readonly received: ReceivedSessionRepository,
    private readonly weather: ExportWeather,
  ) {}

  handle(exportId: string, sessionRef: string): Answer<Acknowledgement> {
    if (this.announced.find(exportId) === undefined) return refusing('UNKNOWN_EXPORT', { exportId });
    const session = this.announced.findSession(exportId, sessionRef)?.manifest;
    if (session === undefined) return refusing('UNKNOWN_SESSION', { exportId, sessionRef });
    return this.file.transaction(() => {
      const former = this.received.findAcknowledgement(session.key);
      if (former?.sha256 === session.sha256) return answered(former);
      const missing = this.#missingChunks(exportId, sessionRef, session.chunks);
      if (missing.length > 0) return refusing('CHUNK_MISSING', { missing });
      const fault = this.weather.take(session);
      if (fault?.kind === 'LOSE_CHUNKS') return this.#lose(exportId, sessionRef, session.chunks);
      const chunks = () => this.announced.chunkBodies(exportId, sessionRef);
      const verdict = verifySession(session, chunks());
      const held = former ?? this.#tookInEarlier(exportId, session, fault, chunks());
      const problem = problemWith(verdict, held) ?? this.weather.problemOf(fault, session);
      if (problem !== undefined) return this.#refuse(exportId, sessionRef, session, verdict, problem);
      const acknowledgement = this.#acknowledge(exportId, session, verdict, chunks());
      this.announced.saveRefusal(exportId, sessionRef, null);
      this.announced.dropChunks(exportId, sessionRef);
      return answered(this.weather.told(fault, acknowledgement));
    });
  }

  /** What stands in the books for this session where the weather has it that another content came first. */
  #tookInEarlier(
    exportId: string,
    session: SessionManifest,
    fault: ReturnType<ExportWeather['take']>,
    chunks: Iterable<string>,
  ): Acknowledgement | undefined {
    const earlier = this.weather.earlierContent(fault, chunks);
    if (earlier === undefined) return undefined;
    const asItWas = { ...session, records: earlier.length };
    return this.#acknowledge(exportId, asItWas, verifySession(asItWas, earlier), earlier);
  }

  #lose(exportId: string, sessionRef: string, chunks: number): Answer<Acknowledgement> {
    this.announced.dropChunks(exportId, sessionRef);
    return refusing('CHUNK_MISSING', { missing: this.#missingChunks(exportId, sessionRef, chunks) });
  }

  #missingChunks(exportId: string, sessionRef: string, chunks: number): number[] {
    const present = new Set(this.announced.chunkIndices(exportId, sessionRef));
    return Array.from({ length: chunks }, (_, index) => index).filter((index) => !present.has(index));
  }

  #acknowledge(
    exportId: string,
    session: SessionManifest,
    { sha256, totals }: SessionVerdict,
    chunks: Iterable<string>,
  ): Acknowledgement {
    const acknowledgedAt = new Date().toISOString();
    const { key } = session;
    const contentId = this.received.keepContent(
      { exportId, key, sha256, problem: null, receivedAt: acknowledgedAt },
      chunks,
    );
    const acknowledgement = { acknowledgementId: uuidv7(), key, sha256, totals, acknowledgedAt };
    this.received.acknowledge(acknowledgement, session, contentId);
    return acknowledgement;
  }

  /** The chunks stay where they are, too: a sender whose chunk was damaged on the way sends that one again. */
  #refuse(
    exportId: string,
    sessionRef: string,
    { key }: SessionManifest,
    { sha256 }: SessionVerdict,
    problem: NonNullable<ReturnType<typeof problemWith>>,
  ): Answer<Acknowledgement> {
    const chunks = this.announced.chunkBodies(exportId, sessionRef);
    const receivedAt = new Date().toISOString();
    this.received.keepContent({ exportId, key, sha256, problem, receivedAt }, chunks);
    this.announced.saveRefusal(exportId, sessionRef, problem);
    return { ok: false, problem };
  }
}

function problemWith({ sha256, differences }: SessionVerdict, former: Acknowledgement | undefined) {
  if (former !== undefined) {
    return exchangeProblemOf('SESSION_CONTENT_DIFFERS', {
      acknowledgementId: former.acknowledgementId,
      acknowledgedSha256: former.sha256,
      receivedSha256: sha256,
    });
  }
  return differences.length === 0 ? undefined : exchangeProblemOf('EXPORT_REFUSED', { differences });
}
