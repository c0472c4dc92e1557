import { Module } from '@nestjs/common';
import { SellersModule } from '../sellers/sellers.module.js';
import { TillsModule } from '../tills/tills.module.js';
import { ChangeStoreSettingsHandler } from './change-store-settings.handler.js';
import { CreateStoreHandler } from './create-store.handler.js';
import { ListStoresQuery } from './list-stores.query.js';
import { StoresNatsController } from './stores.nats.controller.js';

@Module({
  imports: [SellersModule, TillsModule],
  providers: [CreateStoreHandler, ChangeStoreSettingsHandler, ListStoresQuery, StoresNatsController],
})
export class StoresModule {}
