import { adminCommands, adminQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangeStoreSettingsHandler } from './change-store-settings.handler.js';
import { CreateStoreHandler } from './create-store.handler.js';
import { ListStoresQuery } from './list-stores.query.js';

const { createStore, changeStoreSettings } = adminCommands;
const { listStores } = adminQueries;

@Injectable()
export class StoresNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly create: CreateStoreHandler,
    private readonly change: ChangeStoreSettingsHandler,
    private readonly list: ListStoresQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { createStore, changeStoreSettings, listStores },
      {
        createStore: (request) => this.create.handle(request),
        changeStoreSettings: (request) => this.change.handle(request),
        listStores: (request) => this.list.handle(request),
      },
    );
  }
}
