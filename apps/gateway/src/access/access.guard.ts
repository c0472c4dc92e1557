import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AdministratorTokens } from './administrator-tokens.js';
import { type Access, CALLERS } from './caller.js';

/** Who may call a route. */
export const AccessOf = Reflector.createDecorator<Access>();

/** Reads who calls and leaves it on the request. Whether that caller may do what is asked, the services decide. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AdministratorTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const access = this.reflector.get(AccessOf, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await CALLERS[access](request.headers, this.tokens);
    Object.assign(request, { caller });
    return true;
  }
}
