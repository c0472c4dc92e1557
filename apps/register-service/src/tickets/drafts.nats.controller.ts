import { ticketCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AbandonTicketHandler } from './abandon-ticket.handler.js';
import { FinaliseTicketHandler } from './finalise-ticket.handler.js';
import { ParkTicketHandler } from './park-ticket.handler.js';
import { ResumeTicketHandler } from './resume-ticket.handler.js';
import { StartTicketHandler } from './start-ticket.handler.js';

const { startTicket, parkTicket, resumeTicket, abandonTicket, finaliseTicket } = ticketCommands;

@Injectable()
export class DraftsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly start: StartTicketHandler,
    private readonly park: ParkTicketHandler,
    private readonly resume: ResumeTicketHandler,
    private readonly abandon: AbandonTicketHandler,
    private readonly finalise: FinaliseTicketHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { startTicket, parkTicket, resumeTicket, abandonTicket, finaliseTicket },
      {
        startTicket: (request) => this.start.handle(request),
        parkTicket: (request) => this.park.handle(request),
        resumeTicket: (request) => this.resume.handle(request),
        abandonTicket: (request) => this.abandon.handle(request),
        finaliseTicket: (request, context) => this.finalise.handle(request, context),
      },
    );
  }
}
