import { adminCommands, reachingCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CreateTillHandler } from './create-till.handler.js';
import { IssueEnrolmentCodeHandler } from './issue-enrolment-code.handler.js';
import { RenameTillHandler } from './rename-till.handler.js';
import { RevokeTillHandler } from './revoke-till.handler.js';

const { createTill, issueEnrolmentCode, revokeTill } = adminCommands;
const { renameTill } = reachingCommands;

@Injectable()
export class TillsAdministrationNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly create: CreateTillHandler,
    private readonly issueCode: IssueEnrolmentCodeHandler,
    private readonly revoke: RevokeTillHandler,
    private readonly rename: RenameTillHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { createTill, issueEnrolmentCode, revokeTill, renameTill },
      {
        createTill: (request) => this.create.handle(request),
        issueEnrolmentCode: (request) => this.issueCode.handle(request),
        revokeTill: (request) => this.revoke.handle(request),
        renameTill: (request) => this.rename.handle(request),
      },
    );
  }
}
