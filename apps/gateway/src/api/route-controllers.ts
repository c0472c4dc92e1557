import { Body, Controller, Delete, Get, Param, Post, Query, Req, type Type } from '@nestjs/common';
import type { Access, CalledBy } from '../access/caller.js';
import type { Tag } from '../openapi/names.js';
import { API } from './api.js';
import { Operation } from './operation.js';
import type { Route, Routes } from './route.js';
import { Services } from './services.js';

const METHODS = { GET: Get, POST: Post, DELETE: Delete } as const;

/**
 * A Nest controller with one handler for each row: path, headers and body make up the request, and the
 * service's answer is the answer.
 */
export function controllerOf(tag: Tag, routes: Routes): Type {
  @Controller(API)
  class RoutesController {
    constructor(readonly services: Services) {}
  }
  for (const [name, route] of Object.entries(routes))
    addHandler(RoutesController.prototype, name, tag, route);
  return RoutesController;
}

function addHandler(prototype: object, name: string, tag: Tag, route: Route): void {
  const { contract } = route;
  async function handle(
    this: { readonly services: Services },
    request: CalledBy<Access>,
    parameters?: object,
    input?: object,
  ): Promise<unknown> {
    return this.services.answer(contract, { ...parameters, ...input, ...request.caller });
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
