import { dataSourceOptions, openDatabase } from '@encaisse/service-kit';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { CashModule } from './cash/cash.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { ClosingsModule } from './closings/closings.module.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { HeadOfficeModule } from './head-office/head-office.module.js';
import { type Clock, SystemClock } from './kernel/clock.js';
import { kernelModule } from './kernel/kernel.module.js';
import { LateTicketsModule } from './late-tickets/late-tickets.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { PrintingModule } from './printing/printing.module.js';
import type { RegisterConfig } from './register.config.js';
import { RegistersModule } from './registers/registers.module.js';
import { RelayModule } from './relay/relay.module.js';
import { RestoresModule } from './restores/restores.module.js';
import { RetriesModule } from './retries/retries.module.js';
import { ROWS } from './rows.js';
import { SellersModule } from './sellers/sellers.module.js';
import { StoresModule } from './stores/stores.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { TillsModule } from './tills/tills.module.js';

class AppModule {}

/** The whole service but what the kit brings. */
export const appModule = (config: RegisterConfig, clock: Clock = new SystemClock()): DynamicModule => ({
  module: AppModule,
  imports: [
    TypeOrmModule.forRootAsync({
      useFactory: () =>
        dataSourceOptions({
          url: config.DATABASE_URL,
          type: config.DATABASE_TYPE,
          poolSize: config.DATABASE_POOL,
          entities: [...ROWS],
        }),
      dataSourceFactory: openDatabase,
    }),
    kernelModule(clock),
    RestoresModule,
    StoresModule,
    TillsModule,
    SellersModule,
    GrantsModule,
    CatalogueModule,
    RegistersModule,
    ConnectionsModule,
    PrintingModule,
    TicketsModule,
    LateTicketsModule,
    CashModule,
    ClosingsModule,
    ExportsModule,
    ApprovalsModule,
    RetriesModule,
    HeadOfficeModule,
    MessagesModule,
    RelayModule,
  ],
});
