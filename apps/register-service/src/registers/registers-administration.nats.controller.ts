import { adminCommands, reachingCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CreateRegisterHandler } from './create-register.handler.js';
import { RenameRegisterHandler } from './rename-register.handler.js';

const { createRegister } = adminCommands;
const { renameRegister } = reachingCommands;

@Injectable()
export class RegistersAdministrationNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly create: CreateRegisterHandler,
    private readonly rename: RenameRegisterHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { createRegister, renameRegister },
      {
        createRegister: (request) => this.create.handle(request),
        renameRegister: (request) => this.rename.handle(request),
      },
    );
  }
}
