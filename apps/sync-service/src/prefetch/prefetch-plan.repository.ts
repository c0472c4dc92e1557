import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ServedRegister } from '../registers/served-registers.js';

/** One job for each register, which rests between two looks at head office. Its id is the register's. */
@Injectable()
export class PrefetchPlan {
  constructor(private readonly source: DataSource) {}

  /** Gives each new register its job, whose first turn comes at some moment within `spreadMs`. */
  async add(registers: readonly ServedRegister[], spreadMs: number): Promise<void> {
    if (registers.length === 0) return;
    const row = `(?, 'PREFETCH', 'QUEUED', ?, ?, ?, ?, ?, 'prefetch', ?, UTC_TIMESTAMP(3),
      UTC_TIMESTAMP(3) + INTERVAL ? * 1000 MICROSECOND)`;
    await this.source.query(
      `INSERT IGNORE INTO sync_jobs (job_id, kind, state, store_id, store_code, register_id, register_number, till_id,
         requested_by, correlation_id, created_at, wake_at)
       VALUES ${registers.map(() => row).join(', ')}`,
      registers.flatMap(({ storeId, storeCode, registerId, registerNumber }) => [
        registerId,
        storeId,
        storeCode,
        registerId,
        registerNumber,
        registerId,
        `prefetch-${registerId}`,
        Math.floor(Math.random() * spreadMs),
      ]),
    );
  }
}
