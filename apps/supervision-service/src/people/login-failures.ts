import { sha256 } from '@encaisse/secrets';
import { dateOf, integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A name that is tried, and the network that it is tried from. */
export interface LoginPlace {
  readonly name: string;
  readonly network: string;
}

interface Patience {
  /** Wrong passwords that cost nothing; from the next on, each doubles the wait. */
  readonly free: number;
  readonly longestS: number;
}
const FIRST_DELAY_S = 5;
/** From one network: somebody who mistypes, or guesses. */
const OF_NETWORK: Patience = { free: 3, longestS: 15 * 60 };
/** From everywhere together: many networks guess slowly, and the user herself is never kept out for long. */
const OF_NAME: Patience = { free: 30, longestS: 60 };
const EVERYWHERE = '*';

/** The wait after the n-th wrong password in a row, in seconds. */
export const delayAfter = (failures: number, { free, longestS }: Patience = OF_NETWORK): number =>
  failures <= free ? 0 : Math.min(longestS, FIRST_DELAY_S * 2 ** Math.min(20, failures - free - 1));

/** Wrong passwords, counted in SQL; names that nobody has are counted alike. */
@Injectable()
export class LoginFailures {
  constructor(private readonly database: DataSource) {}

  /** Seconds until the next attempt is heard; 0 when now. */
  async secondsLocked({ name, network }: LoginPlace, now: Date): Promise<number> {
    const [row] = (await this.database.query(
      `SELECT MAX(locked_until) AS until FROM supervision_login_failures
       WHERE name_hash = ? AND network IN (?)`,
      [hashOf(name), [network, EVERYWHERE]],
    )) as SqlRow[];
    const until = row?.['until'] ?? null;
    return until === null ? 0 : Math.max(0, Math.ceil((dateOf(until).getTime() - now.getTime()) / 1_000));
  }

  async failed(place: LoginPlace, now: Date): Promise<void> {
    await this.#count(place, OF_NETWORK, now);
    await this.#count({ ...place, network: EVERYWHERE }, OF_NAME, now);
  }

  async succeeded({ name, network }: LoginPlace): Promise<void> {
    await this.database.query(
      'DELETE FROM supervision_login_failures WHERE name_hash = ? AND network IN (?)',
      [hashOf(name), [network, EVERYWHERE]],
    );
  }

  async #count({ name, network }: LoginPlace, patience: Patience, now: Date): Promise<void> {
    const key = [hashOf(name), network];
    await this.database.transaction('READ COMMITTED', async (manager) => {
      // One statement makes the row or counts up, so that attempts at once are all counted.
      await manager.query(
        `INSERT INTO supervision_login_failures (name_hash, network, failures, last_failed_at) VALUES (?, ?, 1, ?)
         ON DUPLICATE KEY UPDATE failures = failures + 1, last_failed_at = VALUES(last_failed_at)`,
        [...key, now],
      );
      const [row] = (await manager.query(
        'SELECT failures FROM supervision_login_failures WHERE name_hash = ? AND network = ?',
        key,
      )) as SqlRow[];
      const delayS = delayAfter(integerOf(row?.['failures']), patience);
      if (delayS === 0) return;
      await manager.query(
        'UPDATE supervision_login_failures SET locked_until = ? WHERE name_hash = ? AND network = ?',
        [new Date(now.getTime() + delayS * 1_000), ...key],
      );
    });
  }
}

const hashOf = (name: string): string => sha256(name.toLowerCase());
