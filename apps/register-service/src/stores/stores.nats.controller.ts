import { adminCommands, adminQueries, importCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangeStoreSettingsHandler } from './change-store-settings.handler.js';
import { CreateStoreHandler } from './create-store.handler.js';
import { ListStoresQuery } from './list-stores.query.js';
import { SetMaxDatasetAgeHandler } from './set-max-dataset-age.handler.js';

const { createStore, changeStoreSettings } = adminCommands;
const { listStores } = adminQueries;
const { setMaxDatasetAge } = importCommands;

@Injectable()
export class StoresNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly create: CreateStoreHandler,
    private readonly change: ChangeStoreSettingsHandler,
    private readonly list: ListStoresQuery,
    private readonly dataset: SetMaxDatasetAgeHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { createStore, changeStoreSettings, listStores, setMaxDatasetAge },
      {
        createStore: (request) => this.create.handle(request),
        changeStoreSettings: (request) => this.change.handle(request),
        listStores: () => this.list.handle(),
        setMaxDatasetAge: (request) => this.dataset.handle(request),
      },
    );
  }
}
