import { adminCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CreateTillHandler } from './create-till.handler.js';
import { IssueEnrolmentCodeHandler } from './issue-enrolment-code.handler.js';
import { RevokeTillHandler } from './revoke-till.handler.js';

const { createTill, issueEnrolmentCode, revokeTill } = adminCommands;

@Injectable()
export class TillsAdministrationNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly create: CreateTillHandler,
    private readonly issueCode: IssueEnrolmentCodeHandler,
    private readonly revoke: RevokeTillHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { createTill, issueEnrolmentCode, revokeTill },
      {
        createTill: (request) => this.create.handle(request),
        issueEnrolmentCode: (request) => this.issueCode.handle(request),
        revokeTill: (request) => this.revoke.handle(request),
      },
    );
  }
}
