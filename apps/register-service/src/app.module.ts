import { dataSourceOptions } from '@encaisse/service-kit';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { RegisterConfig } from './config.js';
import { KernelModule } from './kernel/kernel.module.js';
import { ROWS } from './rows.js';

class AppModule {}

/** The whole service but what the kit brings. */
export const appModule = (config: RegisterConfig): DynamicModule => ({
  module: AppModule,
  imports: [
    TypeOrmModule.forRoot(
      dataSourceOptions({
        url: config.DATABASE_URL,
        type: config.DATABASE_TYPE,
        poolSize: config.DATABASE_POOL,
        entities: [...ROWS],
      }),
    ),
    KernelModule,
  ],
});
