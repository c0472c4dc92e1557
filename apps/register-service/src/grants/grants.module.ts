import { Global, Module } from '@nestjs/common';
import { Grants } from './grants.js';
import { GrantsNatsController } from './grants.nats.controller.js';
import { LendRightHandler } from './lend-right.handler.js';

/** Global, since any command may be one that a right is lent for. */
@Global()
@Module({
  providers: [Grants, LendRightHandler, GrantsNatsController],
  exports: [Grants],
})
export class GrantsModule {}
