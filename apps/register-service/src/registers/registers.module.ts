import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { CancelImportHandler } from './cancel-import.handler.js';
import { CreateRegisterHandler } from './create-register.handler.js';
import { ImportFailedHandler } from './import-failed.handler.js';
import { ImportReportsNatsController } from './import-reports.nats.controller.js';
import { ImportSucceededHandler } from './import-succeeded.handler.js';
import { ImportsNatsController } from './imports.nats.controller.js';
import { ListRegistersQuery } from './list-registers.query.js';
import { ListServedRegistersQuery } from './list-served-registers.query.js';
import { ListSessionsQuery } from './list-sessions.query.js';
import { OpenRegisterHandler } from './open-register.handler.js';
import { RegistersNatsController } from './registers.nats.controller.js';
import { RegistersAdministrationNatsController } from './registers-administration.nats.controller.js';
import { RegistersAtTill } from './registers-at-till.js';
import { RenameRegisterHandler } from './rename-register.handler.js';
import { SessionReader } from './session.reader.js';
import { StartImportHandler } from './start-import.handler.js';
import { StartingImport } from './starting-import.js';

@Module({
  imports: [CatalogueModule, ConnectionsModule],
  providers: [
    RegistersAtTill,
    SessionReader,
    CreateRegisterHandler,
    RenameRegisterHandler,
    OpenRegisterHandler,
    StartingImport,
    StartImportHandler,
    CancelImportHandler,
    ImportsNatsController,
    ImportSucceededHandler,
    ImportFailedHandler,
    ListRegistersQuery,
    ListServedRegistersQuery,
    ListSessionsQuery,
    RegistersNatsController,
    RegistersAdministrationNatsController,
    ImportReportsNatsController,
  ],
  exports: [RegistersAtTill],
})
export class RegistersModule {}
