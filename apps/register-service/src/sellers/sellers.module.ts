import { Module } from '@nestjs/common';
import { GivePinHandler } from './give-pin.handler.js';
import { GivePinFromHeadOfficeHandler } from './give-pin-from-head-office.handler.js';
import { OneTimePins } from './one-time-pins.js';
import { SellersNatsController } from './sellers.nats.controller.js';
import { SetPasswordHandler } from './set-password.handler.js';

@Module({
  providers: [
    OneTimePins,
    GivePinHandler,
    GivePinFromHeadOfficeHandler,
    SetPasswordHandler,
    SellersNatsController,
  ],
  exports: [OneTimePins],
})
export class SellersModule {}
