import { adminQueries, tillCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ListRegistersQuery } from './list-registers.query.js';
import { ListSessionsQuery } from './list-sessions.query.js';
import { OpenRegisterHandler } from './open-register.handler.js';
import { StartImportHandler } from './start-import.handler.js';

const { openRegister, startImport } = tillCommands;
const { listRegisters, listSessions } = adminQueries;

@Injectable()
export class RegistersNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly open: OpenRegisterHandler,
    private readonly startImport: StartImportHandler,
    private readonly list: ListRegistersQuery,
    private readonly sessions: ListSessionsQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { openRegister, startImport, listRegisters, listSessions },
      {
        openRegister: (request) => this.open.handle(request),
        startImport: (request) => this.startImport.handle(request),
        listRegisters: (request) => this.list.handle(request),
        listSessions: (request) => this.sessions.handle(request),
      },
    );
  }
}
