import { type ApiScope, ERRORS, type ErrorCode, PROBLEM_CONTENT_TYPE, type Role } from '@encaisse/contracts';
import { applyDecorators, HttpCode, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessGuard, EntryOf, roleFor } from '../access/access.guard.js';
import type { Access } from '../access/caller.js';
import { componentExample, PROBLEM_SCHEMA, SECURITY, type Tag } from '../openapi/names.js';
import type { Status, Summary } from './route.js';

/** What a route answers that is no JSON. */
export interface Produced {
  readonly type: 'text/event-stream' | 'text/csv';
  readonly description: string;
}

export interface OperationOptions {
  readonly name: string;
  readonly tag: Tag;
  readonly access: Access;
  readonly role?: Role | undefined;
  readonly scope?: ApiScope | undefined;
  readonly summary: Summary;
  readonly status?: Status;
  readonly parameters?: z.ZodType | undefined;
  readonly input?: z.ZodType | undefined;
  readonly example?: unknown;
  readonly reply: z.ZodType;
  /** Another content than JSON, and what it holds. */
  readonly produces?: Produced;
  readonly refusals?: readonly ErrorCode[];
}

/** Access, status and documentation of one route: Nest's own decorators, all of them from one description. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { name, tag, access, role, scope, summary, status = 200 } = options;
  const [en, fr] = summary;
  return applyDecorators(
    UseGuards(AccessGuard),
    EntryOf({ access, role, scope }),
    HttpCode(status),
    ApiTags(tag),
    ApiOperation({ operationId: name, summary: `${en} · ${fr}`, ...entryOf(options) }),
    ...ACCESS_HEADERS[access],
    ...exampleOf(options),
    ...answerOf(options, status),
    ...problemsOf(refusalsOf(options)),
  );
}

const TILL = ['TILL_NOT_ENROLLED', 'TILL_REVOKED'] as const;
const CONNECTION = ['CONNECTION_INVALID', 'CONNECTION_ENDED', 'CONNECTION_EXPIRED'] as const;
const PERSON = ['ADMIN_TOKEN_INVALID', 'ROLE_MISSING', 'SCOPE_MISSING', 'STORE_FORBIDDEN'] as const;
const USER = ['ADMIN_TOKEN_INVALID', 'SCOPE_MISSING', 'USER_REQUIRED'] as const;
const KEY = ['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_KEY_REUSED'] as const;
/** What every route refuses because of who calls it. */
const ACCESS_REFUSALS: { readonly [A in Access]: readonly ErrorCode[] } = {
  anyone: [],
  till: TILL,
  tillCommand: [...TILL, ...KEY],
  seller: [...TILL, ...CONNECTION, ...KEY],
  headOffice: PERSON,
  administrator: PERSON,
  administratorCommand: [...PERSON, ...KEY, 'COMMAND_PENDING', 'COMMAND_WITHDRAWN'],
  headOfficeCommand: [...PERSON, ...KEY],
  user: USER,
  userCommand: [...USER, ...KEY],
};

/** Everything that the route may refuse, or fail with. */
function refusalsOf({ access, parameters, input, refusals = [] }: OperationOptions): readonly ErrorCode[] {
  const shape = parameters || input ? (['BODY_INVALID'] as const) : [];
  return [...ACCESS_REFUSALS[access], ...shape, ...refusals, 'UNAVAILABLE', 'INTERNAL'];
}

const keyHeader = ApiHeader({
  name: 'Idempotency-Key',
  required: true,
  description:
    'Made by the caller, one for each thing it wants done: asked again with it, the answer is the same.',
  schema: { type: 'string', format: 'uuid' },
});
const ACCESS_HEADERS: { readonly [A in Access]: readonly MethodDecorator[] } = {
  anyone: [],
  till: [ApiBearerAuth(SECURITY.till)],
  tillCommand: [ApiBearerAuth(SECURITY.till), keyHeader],
  seller: [ApiSecurity({ [SECURITY.till]: [], [SECURITY.connection]: [] }), keyHeader],
  headOffice: [ApiBearerAuth(SECURITY.headOffice)],
  administrator: [ApiBearerAuth(SECURITY.headOffice)],
  administratorCommand: [ApiBearerAuth(SECURITY.headOffice), keyHeader],
  headOfficeCommand: [ApiBearerAuth(SECURITY.headOffice), keyHeader],
  user: [ApiBearerAuth(SECURITY.headOffice)],
  userCommand: [ApiBearerAuth(SECURITY.headOffice), keyHeader],
};

/** Who of head office may call it, in words. */
function entryOf({ access, role, scope }: OperationOptions): { readonly description?: string } {
  const needed = roleFor({ access, role });
  if (needed === undefined) return {};
  const key = scope === undefined ? 'No API key opens it.' : `API keys need \`${scope}\`.`;
  return { description: `Role: \`${needed}\`. ${key}` };
}

function exampleOf({ input, example }: OperationOptions): readonly MethodDecorator[] {
  if (input === undefined || example === undefined) return [];
  const body = { required: true, examples: { example: { value: example } } };
  return [ApiBody(body)];
}

function answerOf({ reply, produces }: OperationOptions, status: Status): readonly MethodDecorator[] {
  const { type, description } = produces ?? { description: 'Done.' };
  const content = type === undefined ? [] : [ApiProduces(type)];
  return [ApiResponse({ status, description, standardSchema: reply }), ...content];
}

/** One response for each status, with the codes that have it. */
function problemsOf(codes: readonly ErrorCode[]): readonly MethodDecorator[] {
  const byStatus = Map.groupBy(new Set(codes), (code) => ERRORS[code].status);
  return [...byStatus].map(([status, group]) => {
    const examples = Object.fromEntries(group.map((code) => [code, { $ref: componentExample(code) }]));
    const content = { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: PROBLEM_SCHEMA }, examples } };
    const description = group.map((code) => `\`${code}\` ${ERRORS[code].title}`).join('\n\n');
    return ApiResponse({ status, description, content });
  });
}
