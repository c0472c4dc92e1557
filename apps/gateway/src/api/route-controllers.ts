import { operationOf } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import { Body, Controller, Delete, Get, Param, Post, Query, Req, type Type } from '@nestjs/common';
import type { Access, CalledBy } from '../access/caller.js';
import type { Person } from '../access/person.js';
import { type Place, StoreScope } from '../access/store-scope.js';
import type { Tag } from '../openapi/names.js';
import { API } from './api.js';
import { Operation } from './operation.js';
import type { Route, Routes } from './route.js';
import { Services } from './services.js';

const METHODS = { GET: Get, POST: Post, DELETE: Delete } as const;

interface Behind {
  readonly services: Services;
  readonly scope: StoreScope;
}

/**
 * A Nest controller with one handler for each row: path, headers and body make up the request, and the
 * service's answer is the answer.
 */
export function controllerOf(tag: Tag, routes: Routes): Type {
  @Controller(API)
  class RoutesController {
    constructor(
      readonly services: Services,
      readonly scope: StoreScope,
    ) {}
  }
  for (const [name, route] of Object.entries(routes))
    addHandler(RoutesController.prototype, name, tag, route);
  return RoutesController;
}

function addHandler(prototype: object, name: string, tag: Tag, route: Route): void {
  const { contract } = route;
  async function handle(
    this: Behind,
    request: CalledBy<Access>,
    parameters?: Place,
    input?: Place,
  ): Promise<unknown> {
    const asked = { ...parameters, ...input, ...request.caller };
    const { person } = request;
    // Most people see all stores; for them nothing is looked up.
    if (person === undefined || person.stores === null) return this.services.answer(contract, asked);
    const place = placeIn(route, parameters, input);
    return withinStores(this, route, { person, stores: person.stores, asked, place });
  }
  // Nest's OpenAPI explorer finds a handler's metadata by its function's name.
  Object.defineProperty(handle, 'name', { value: name });
  const descriptor = { value: handle, configurable: true, writable: true };
  Object.defineProperty(prototype, name, descriptor);
  // What the compiler writes beside a decorated method.
  Reflect.defineMetadata('design:paramtypes', [Object, Object, Object], prototype, name);

  METHODS[route.method](route.path)(prototype, name, descriptor);
  Operation({ name, tag, ...route, reply: contract.reply })(prototype, name, descriptor);
  Req()(prototype, name, 0);
  if (route.parameters) Param({ schema: route.parameters })(prototype, name, 1);
  const Input = route.method === 'GET' ? Query : Body;
  if (route.input) Input({ schema: route.input })(prototype, name, 2);
}

/** What a service is told whose it is of. */
const KEPT_BY_THE_SERVICE: readonly Access[] = ['headOffice', 'headOfficeCommand', 'user', 'userCommand'];

/** Asked by somebody who may see `stores` only. What neither names a store nor says how to be kept to some is refused. */
async function withinStores(
  { services, scope }: Behind,
  { access, contract, only, placeOf }: Route,
  {
    person,
    stores,
    asked,
    place,
  }: {
    readonly person: Person;
    readonly stores: readonly string[];
    readonly asked: Readonly<Record<string, unknown>>;
    readonly place: Place;
  },
): Promise<unknown> {
  const named = await scope.check(person, place);
  const inAStore = operationOf(contract) !== undefined;
  const kept = named || only || placeOf || inAStore || KEPT_BY_THE_SERVICE.includes(access);
  if (!kept) throw new HttpRefusal({ code: 'STORE_FORBIDDEN' });
  const reply = await services.answer(contract, asked, stores);
  if (placeOf) await scope.check(person, placeOf(reply as never));
  return only ? only(reply as never, stores) : reply;
}

/**
 * What a request names that is of a store. A body may name an approval or a job that it makes itself: those count where the
 * path names them. A service that is told the stores keeps to them by itself.
 */
function placeIn({ access }: Route, parameters: Place = {}, input: Place = {}): Place {
  const { storeId, registerId, tillId } = input;
  if (access === 'headOffice') return { storeId: parameters.storeId ?? storeId };
  return { storeId, registerId, tillId, ...parameters };
}
