import { sessionQueries, soldTicketQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DifferencesQuery } from '../sessions/differences.query.js';
import { RegisterJobsQuery } from '../sessions/register-jobs.query.js';
import { SessionsQuery } from '../sessions/sessions.query.js';
import { TicketsQuery } from '../tickets/tickets.query.js';

/** What head office reads of what its stores have told. */
@Injectable()
export class ListRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly sessions: SessionsQuery,
    private readonly differences: DifferencesQuery,
    private readonly jobs: RegisterJobsQuery,
    private readonly tickets: TicketsQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', sessionQueries, {
      listSupervisedSessions: (request) => this.sessions.list(request),
      readSupervisedSession: (request) => this.sessions.one(request),
      listDifferences: (request) => this.differences.handle(request),
      listRegisterJobs: (request) => this.jobs.handle(request),
    });
    this.bus.serve('supervision', soldTicketQueries, {
      listSoldTickets: (request) => this.tickets.list(request),
      readSoldTicket: (request) => this.tickets.one(request),
    });
  }
}
