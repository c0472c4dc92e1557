import { Module } from '@nestjs/common';
import { PrintingModule } from '../printing/printing.module.js';
import { CashNatsController } from './cash.nats.controller.js';
import { CashRecords } from './cash-records.js';
import { DrawerJobs } from './drawer-jobs.js';
import { GetCashMovementQuery } from './get-cash-movement.query.js';
import { GetDrawerOpeningQuery } from './get-drawer-opening.query.js';
import { ListCashMovementsQuery } from './list-cash-movements.query.js';
import { MoveCashHandler } from './move-cash.handler.js';
import { OpenDrawerHandler } from './open-drawer.handler.js';

@Module({
  imports: [PrintingModule],
  providers: [
    CashRecords,
    DrawerJobs,
    MoveCashHandler,
    OpenDrawerHandler,
    ListCashMovementsQuery,
    GetCashMovementQuery,
    GetDrawerOpeningQuery,
    CashNatsController,
  ],
  exports: [CashRecords],
})
export class CashModule {}
