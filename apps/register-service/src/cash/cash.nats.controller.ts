import { cashCommands, cashQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetCashMovementQuery } from './get-cash-movement.query.js';
import { GetDrawerOpeningQuery } from './get-drawer-opening.query.js';
import { ListCashMovementsQuery } from './list-cash-movements.query.js';
import { MoveCashHandler } from './move-cash.handler.js';
import { OpenDrawerHandler } from './open-drawer.handler.js';

const { moveCash, openDrawer } = cashCommands;
const { listCashMovements, getCashMovement, getDrawerOpening } = cashQueries;

@Injectable()
export class CashNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly move: MoveCashHandler,
    private readonly open: OpenDrawerHandler,
    private readonly list: ListCashMovementsQuery,
    private readonly getMovement: GetCashMovementQuery,
    private readonly getOpening: GetDrawerOpeningQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { moveCash, openDrawer, listCashMovements, getCashMovement, getDrawerOpening },
      {
        moveCash: (request) => this.move.handle(request),
        openDrawer: (request) => this.open.handle(request),
        listCashMovements: (request) => this.list.handle(request),
        getCashMovement: (request) => this.getMovement.handle(request),
        getDrawerOpening: (request) => this.getOpening.handle(request),
      },
    );
  }
}
