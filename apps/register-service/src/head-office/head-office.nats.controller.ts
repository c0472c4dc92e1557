import { headOfficeAnswers, reachingCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HeadOfficeAnswers } from './head-office-answers.js';
import { LogOutSellerHandler } from './log-out-seller.handler.js';
import { ReprintJobFromHeadOfficeHandler } from './reprint-job-from-head-office.handler.js';
import { ReprintTicketFromHeadOfficeHandler } from './reprint-ticket-from-head-office.handler.js';
import { ReprintZFromHeadOfficeHandler } from './reprint-z-from-head-office.handler.js';

const { logOutSeller, reprintTicketFromHeadOffice, reprintZFromHeadOffice, reprintJobFromHeadOffice } =
  reachingCommands;

@Injectable()
export class HeadOfficeNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly logOut: LogOutSellerHandler,
    private readonly ticket: ReprintTicketFromHeadOfficeHandler,
    private readonly z: ReprintZFromHeadOfficeHandler,
    private readonly job: ReprintJobFromHeadOfficeHandler,
    private readonly answers: HeadOfficeAnswers,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', headOfficeAnswers, {
      readAnswer: (request) => this.answers.read(request),
      voidCommand: (request) => this.answers.void(request),
    });
    this.bus.serve(
      'register',
      { logOutSeller, reprintTicketFromHeadOffice, reprintZFromHeadOffice, reprintJobFromHeadOffice },
      {
        logOutSeller: (request) => this.logOut.handle(request),
        reprintTicketFromHeadOffice: (request) => this.ticket.handle(request),
        reprintZFromHeadOffice: (request) => this.z.handle(request),
        reprintJobFromHeadOffice: (request) => this.job.handle(request),
      },
    );
  }
}
