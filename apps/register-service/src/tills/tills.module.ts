import { CONFIG } from '@encaisse/service-kit';
import { Module } from '@nestjs/common';
import type { RegisterConfig } from '../register.config.js';
import { RegistersModule } from '../registers/registers.module.js';
import { CreateTillHandler } from './create-till.handler.js';
import { EnrolTillHandler } from './enrol-till.handler.js';
import { EnrolmentCodeIssue } from './enrolment-codes.js';
import { IdentifyTillQuery } from './identify-till.query.js';
import { IssueEnrolmentCodeHandler } from './issue-enrolment-code.handler.js';
import { NatsRevocations } from './nats-revocations.js';
import { NatsTillIdentity } from './nats-till-identity.js';
import { RenameTillHandler } from './rename-till.handler.js';
import { RevokeTillHandler } from './revoke-till.handler.js';
import { TillRepository } from './till.repository.js';
import { TillContextQuery } from './till-context.query.js';
import { TillIdentity } from './till-identity.js';
import { TillsNatsController } from './tills.nats.controller.js';
import { TillsAdministrationNatsController } from './tills-administration.nats.controller.js';

@Module({
  imports: [RegistersModule],
  providers: [
    {
      provide: TillIdentity,
      useFactory: (config: RegisterConfig) => new NatsTillIdentity(config),
      inject: [CONFIG],
    },
    TillRepository,
    EnrolmentCodeIssue,
    NatsRevocations,
    CreateTillHandler,
    IssueEnrolmentCodeHandler,
    RevokeTillHandler,
    RenameTillHandler,
    EnrolTillHandler,
    IdentifyTillQuery,
    TillContextQuery,
    TillsNatsController,
    TillsAdministrationNatsController,
  ],
  exports: [TillRepository],
})
export class TillsModule {}
