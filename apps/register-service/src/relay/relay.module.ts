import { Module } from '@nestjs/common';
import { ClosingsModule } from '../closings/closings.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { EventRecords } from './event-records.js';
import { EventRelay } from './event-relay.js';
import { PendingStreams } from './pending-streams.repository.js';
import { PresenceRound } from './presence-round.js';
import { RelayRound } from './relay-round.js';
import { StreamPieces } from './stream-pieces.js';

/** Tells head office what happens. */
@Module({
  imports: [TicketsModule, ClosingsModule],
  providers: [PendingStreams, EventRecords, StreamPieces, RelayRound, PresenceRound, EventRelay],
})
export class RelayModule {}
