import { tenders } from '@encaisse/catalogue';
import { done, type Outcome, type RequestOf, type tillCommands, type ZRecord } from '@encaisse/contracts';
import {
  type EventOf,
  type Hold,
  isHeld,
  type Register,
  type RunningSession,
} from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ConnectedSeller } from '../connections/connection-reader.js';
import type { AtTill } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { Letterheads } from '../printing/letterheads.js';
import { newPrintJob } from '../printing/print-job.mapper.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { zDocument } from '../printing/z-document.js';
import { denominationsDiffer, denominationsKept } from '../registers/denominations.js';
import { FloatCounts } from '../registers/float-count.row.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { DraftRepository } from '../tickets/draft.repository.js';
import type { ClosingOutcome } from './closing.view.js';
import { SessionSumsReader } from './session-sums.js';
import { tenderCountsOf } from './tender-counts.js';
import { zRecordOf } from './z-record.js';
import { ZRecords } from './z-records.js';

/** What was decided, for whom, and who was there. */
export interface Sealed {
  readonly session: RunningSession;
  readonly seal: EventOf<'sessionSealed'>;
  readonly connected: readonly ConnectedSeller[];
  /** What was counted, as it was told. */
  readonly count: Pick<
    RequestOf<typeof tillCommands.submitCount>,
    'countedCashCents' | 'denominations' | 'tenders'
  >;
  /** Who accepted the difference, where there is one. */
  readonly acceptedBy: string;
}

/** Who seals: the seller who closes, and the till that prints. */
export interface Sealer extends Pick<AtTill, 'store' | 'seller'> {
  readonly till: Pick<AtTill['till'], 'tillId'>;
}

/** Makes the Z of a session that the domain has sealed, and the print job of its original, in the same transaction. */
@Injectable()
export class Sealing {
  constructor(
    private readonly sums: SessionSumsReader,
    private readonly zs: ZRecords,
    private readonly sellers: SellerDirectory,
    private readonly letterheads: Letterheads,
    private readonly printJobs: PrintJobRepository,
    private readonly drafts: DraftRepository,
  ) {}

  async seal(
    manager: EntityManager,
    unit: RegisterUnit,
    who: Sealer,
    { session, seal, connected, count, acceptedBy }: Sealed,
  ): Promise<Outcome<ClosingOutcome>> {
    const wrong = denominationsDiffer(count.denominations, count.countedCashCents);
    if (wrong) return wrong;
    const { storeId } = who.store;
    const registerId = unit.register.id;
    const { sessionId } = session;
    const sums = await this.sums.of(manager, storeId, sessionId);
    const names = new Map(connected.map(({ sellerCode, name }) => [sellerCode, name]));
    const known =
      count.tenders === undefined ? [] : await tenders(manager, holdOf(unit.register).dataset.datasetId);
    const tenderCounts = tenderCountsOf(count.tenders ?? [], known, sums.tenders);
    if (!tenderCounts.ok) return tenderCounts;
    const floatCount = await manager.findOneBy(FloatCounts, { storeId, sessionId });
    const counts = {
      openingDenominations: floatCount?.denominations ?? null,
      countedDenominations: denominationsKept(count.denominations),
      tenderCounts: tenderCounts.value,
      duplicateCount: await this.printJobs.countDuplicates(manager, { storeId, registerId }),
      acceptedBy,
    };
    const z = zRecordOf({ registerId, session, seal, sums, names, counts });
    await this.zs.insert(manager, z, { storeId, closingId: seal.closingId });
    const printJobId = await this.#print(manager, unit, who, { z, articleCount: sums.articleCount });
    // The empty drafts of this session stay until the next seal: a page that slept is told that its day is closed.
    await this.drafts.deleteEarlier(manager, { storeId, registerId, sessionId });
    return done({ z, printJobId });
  }

  async #print(
    manager: EntityManager,
    unit: RegisterUnit,
    { store, till, seller }: Sealer,
    { z, articleCount }: { readonly z: ZRecord; readonly articleCount: number },
  ): Promise<string> {
    const { register } = unit;
    const hold = holdOf(register);
    const letterhead = await this.letterheads.of(manager, {
      datasetId: hold.dataset.datasetId,
      register,
      timeZone: store.timeZone,
    });
    const opener = await this.sellers.find(manager, store, z.openedBy);
    const accepter =
      z.differenceAcceptedBy === null
        ? undefined
        : await this.sellers.find(manager, store, z.differenceAcceptedBy);
    const job = newPrintJob({
      storeId: store.storeId,
      timeZone: store.timeZone,
      registerId: register.id,
      tillId: till.tillId,
      epoch: hold.epoch,
      recordId: z.sessionId,
      document: zDocument(letterhead, {
        z,
        openedByName: opener?.name ?? z.openedBy,
        closedByName: seller.name,
        acceptedByName: accepter?.name ?? z.differenceAcceptedBy ?? '',
        articleCount,
      }),
      requestedBy: seller.code,
      correlationId: unit.correlationId,
      at: new Date(unit.at),
    });
    await this.printJobs.insert(manager, [job]);
    return job.printJobId;
  }
}

/** The hold that a session was sealed in, lost by now or not. */
function holdOf(register: Register): Hold {
  if (isHeld(register)) return register.hold;
  if (register.state === 'OUT_OF_SERVICE') return register.lostHold;
  throw new Error(`register ${register.id} was sealed without a hold`);
}
