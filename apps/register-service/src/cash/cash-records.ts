import type { CashMovementView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { PrintJobs } from '../printing/print-job.row.js';
import { type CashMovementRow, CashMovements, type DrawerOpeningRow, DrawerOpenings } from './cash.row.js';
import { cashMovementView } from './cash.view.js';

interface SessionRef {
  readonly storeId: string;
  readonly sessionId: string;
}
/** As many as are read at once, behind a number. */
interface Page {
  readonly afterNumber: number;
  readonly limit: number;
}

/** What has happened at the drawer without a ticket. */
@Injectable()
export class CashRecords {
  movement(manager: EntityManager, storeId: string, movementId: string): Promise<CashMovementRow | null> {
    return manager.findOneBy(CashMovements, { storeId, movementId });
  }

  opening(manager: EntityManager, storeId: string, openingId: string): Promise<DrawerOpeningRow | null> {
    return manager.findOneBy(DrawerOpenings, { storeId, openingId });
  }

  /** By number. */
  movementsOfSession(
    manager: EntityManager,
    { storeId, sessionId }: SessionRef,
    { afterNumber, limit }: Page,
  ): Promise<readonly CashMovementRow[]> {
    return manager.find(CashMovements, {
      where: { storeId, sessionId, number: MoreThan(afterNumber) },
      order: { number: 'ASC' },
      take: limit,
    });
  }

  /** By number. */
  openingsOfSession(
    manager: EntityManager,
    { storeId, sessionId }: SessionRef,
    { afterNumber, limit }: Page,
  ): Promise<readonly DrawerOpeningRow[]> {
    return manager.find(DrawerOpenings, {
      where: { storeId, sessionId, number: MoreThan(afterNumber) },
      order: { number: 'ASC' },
      take: limit,
    });
  }

  /** Each with the job of its slip, which was made with it. */
  async views(
    manager: EntityManager,
    storeId: string,
    rows: readonly CashMovementRow[],
  ): Promise<CashMovementView[]> {
    if (rows.length === 0) return [];
    const jobs = await manager.find(PrintJobs, {
      select: { storeId: true, printJobId: true, recordId: true },
      where: {
        storeId,
        kind: 'cashMovement',
        recordId: In(rows.map(({ movementId }) => movementId)),
        duplicateNumber: 0,
      },
    });
    const slips = new Map(jobs.map(({ recordId, printJobId }) => [recordId, printJobId]));
    return rows.map((row) => {
      const slip = slips.get(row.movementId);
      if (slip === undefined) throw new Error(`cash movement ${row.movementId} was made without a slip`);
      return cashMovementView(row, slip);
    });
  }
}
