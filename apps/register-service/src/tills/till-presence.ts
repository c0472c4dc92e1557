import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import type { KnownTill } from './till-authentication.js';
import { TillCredentials } from './till-credential.row.js';

/** When each device of a till was last heard of. */
@Injectable()
export class TillPresence {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `pendingTickets` as the page says it in its heartbeat; left as it was when not given. */
  async seen({ credentialHash }: KnownTill, pendingTickets?: number): Promise<void> {
    await this.database.manager.update(
      TillCredentials,
      { credentialHash },
      {
        lastSeenAt: this.clock.now(),
        ...(pendingTickets === undefined ? {} : { pendingTickets }),
      },
    );
  }
}
