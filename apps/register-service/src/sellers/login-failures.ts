import { currentCorrelationId } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { StoreStream } from '../relay/store-stream.js';
import { LoginFailures } from './login-failure.row.js';

/** Whose attempts are counted together. */
export interface LoginPlace {
  readonly storeId: string;
  readonly sellerCode: string;
  readonly tillId: string;
}

/** Typing errors that cost nothing; from the next on, each wrong password doubles the wait. */
const FREE_FAILURES = 2;
const FIRST_DELAY_S = 5;
const DELAY_MAX_S = 15 * 60;

/** The wait after the n-th wrong password in a row, in seconds. */
export const delayAfter = (failures: number): number =>
  failures <= FREE_FAILURES
    ? 0
    : Math.min(DELAY_MAX_S, FIRST_DELAY_S * 2 ** Math.min(20, failures - FREE_FAILURES - 1));

/**
 * Head office is told of the third in a row, the fifth and the tenth; then, once the wait is at its longest, of each: four an
 * hour at most, which fill no stream, and of which none is so late that the guessing seems over.
 */
export const isTold = (failures: number): boolean =>
  [FREE_FAILURES + 1, 5, 10].includes(failures) || delayAfter(failures) === DELAY_MAX_S;

/** Wrong passwords, counted in SQL outside any command, so that a refused command does not take the count back. */
@Injectable()
export class LoginFailureCount {
  constructor(
    private readonly database: DataSource,
    private readonly stream: StoreStream,
  ) {}

  /** Seconds until the next attempt is heard; 0 when now. */
  async secondsLocked(place: LoginPlace, now: Date): Promise<number> {
    const row = await this.database.manager.findOneBy(LoginFailures, place);
    if (!row?.lockedUntil) return 0;
    return Math.max(0, Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 1_000));
  }

  async failed(place: LoginPlace, now: Date): Promise<void> {
    const { storeId, sellerCode, tillId } = place;
    await this.database.transaction('READ COMMITTED', async (manager) => {
      // One statement makes the row or counts up, so that attempts at once are all counted.
      await manager.query(
        `INSERT INTO register_login_failures (store_id, seller_code, till_id, failures, locked_until, last_failed_at)
         VALUES (?, ?, ?, 1, NULL, ?) ON DUPLICATE KEY UPDATE failures = failures + 1, last_failed_at = ?`,
        [storeId, sellerCode, tillId, now, now],
      );
      const { failures } = await manager.findOneByOrFail(LoginFailures, place);
      const delay = delayAfter(failures);
      if (delay === 0) return;
      await manager.update(LoginFailures, place, { lockedUntil: new Date(now.getTime() + delay * 1_000) });
      if (!isTold(failures)) return;
      const event = { type: 'passwordsFailed', tillId, sellerCode, failures } as const;
      await this.stream.append(manager, storeId, event, {
        at: now,
        correlationId: currentCorrelationId() ?? uuidv7(),
      });
    });
  }

  async succeeded(place: LoginPlace): Promise<void> {
    await this.database.manager.delete(LoginFailures, place);
  }
}
