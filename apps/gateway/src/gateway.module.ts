import { Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { AdministratorTokens } from './access/administrator-tokens.js';
import { EnrolmentController } from './access/enrolment.controller.js';
import { Enrolment } from './access/enrolment.js';
import { HeadOfficeLoginController } from './access/head-office-login.controller.js';
import { HeadOfficeLogin } from './access/head-office-login.js';
import { HeadOfficePeople } from './access/head-office-people.js';
import { PageSessionsController } from './access/page-sessions.controller.js';
import { StoreScope } from './access/store-scope.js';
import { controllerOf } from './api/route-controllers.js';
import { Services } from './api/services.js';
import { HeadOfficeFilesController } from './files/head-office-files.controller.js';
import { shapeValidation } from './http/shape-validation.js';
import { HeadOfficeJobsController } from './jobs/head-office-jobs.controller.js';
import { JobProgress } from './jobs/job-progress.js';
import { RejectsFile } from './jobs/rejects-file.js';
import { TillJobsController } from './jobs/till-jobs.controller.js';
import { ChangeFeed } from './live/change-feed.js';
import { HeadOfficeCallers, TokenCallers } from './live/head-office-callers.js';
import { LiveSockets } from './live/live-sockets.js';
import { Snapshots } from './live/snapshots.js';
import { ROUTES } from './routes/routes.js';

@Module({
  controllers: [
    EnrolmentController,
    ...[...ROUTES].map(([tag, routes]) => controllerOf(tag, routes)),
    TillJobsController,
    HeadOfficeLoginController,
    PageSessionsController,
    HeadOfficeJobsController,
    HeadOfficeFilesController,
  ],
  providers: [
    { provide: APP_PIPE, useValue: shapeValidation },
    AdministratorTokens,
    Enrolment,
    HeadOfficeLogin,
    HeadOfficePeople,
    StoreScope,
    Services,
    JobProgress,
    RejectsFile,
    { provide: HeadOfficeCallers, useClass: TokenCallers },
    ChangeFeed,
    Snapshots,
    LiveSockets,
  ],
})
export class GatewayModule {}
