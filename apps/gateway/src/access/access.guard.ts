import { type ApiScope, isAtLeast, type Role } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Access, CALLERS, callerOf, type HeadOfficeAccess, isOfHeadOffice, proofOf } from './caller.js';
import { HeadOfficePeople } from './head-office-people.js';
import { HEAD_OFFICE_COOKIE } from './page-cookies.js';
import type { Person } from './person.js';

/** Who may call a route: what kind of caller, of what role at head office, or with what scope of an API key. */
export interface Entry {
  readonly access: Access;
  readonly role?: Role | undefined;
  readonly scope?: ApiScope | undefined;
}
export const EntryOf = Reflector.createDecorator<Entry>();

const ROLES: { readonly [A in HeadOfficeAccess]: Role } = {
  user: 'WATCHER',
  userCommand: 'WATCHER',
  headOffice: 'WATCHER',
  administrator: 'WATCHER',
  administratorCommand: 'ADMINISTRATOR',
  headOfficeCommand: 'ADMINISTRATOR',
};
/** The role that a route asks for; reading is for everybody, changing something for administrators, unless its row says otherwise. */
export const roleFor = ({ access, role }: Entry): Role | undefined =>
  isOfHeadOffice(access) ? (role ?? ROLES[access]) : undefined;

/** Reads who calls and leaves it on the request. Whether that caller may do what is asked, the services decide. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly people: HeadOfficePeople,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const entry = this.reflector.get(EntryOf, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { access } = entry;
    if (isOfHeadOffice(access)) {
      const person = await this.people.identify(proofOf(request.headers, HEAD_OFFICE_COOKIE));
      admit(person, entry);
      Object.assign(request, { caller: callerOf(access, person, request.headers), person });
    } else {
      Object.assign(request, { caller: CALLERS[access](request.headers) });
    }
    return true;
  }
}

function admit(person: Person, entry: Entry): void {
  if (person.kind === 'API_KEY') {
    const { scope } = entry;
    if (scope === undefined || !person.scopes.includes(scope))
      throw new HttpRefusal({ code: 'SCOPE_MISSING', facts: { scope: scope ?? null } });
    return;
  }
  const role = roleFor(entry);
  if (role !== undefined && !isAtLeast(person.role, role))
    throw new HttpRefusal({ code: 'ROLE_MISSING', facts: { role } });
}
