import type { ApiScope, ErrorCode, ReplyOf, RequestOf, Role, RpcContract } from '@encaisse/contracts';
import { z } from 'zod';
import type { Access, Caller } from '../access/caller.js';
import type { Place } from '../access/store-scope.js';

/** The `:names` in a path. */
type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Contract = RpcContract<z.ZodObject>;

/** The fields of a request; none for one that takes nothing. */
type Fields<C extends Contract> = string extends keyof RequestOf<C> ? never : keyof RequestOf<C>;
type FromPathAndHeaders<Path extends string, A extends Access> = Names<Path> | keyof Caller[A];

/** What is left for the body, or for the query string of a GET, once path and headers are read. */
type Remainder<C extends Contract, Path extends string, A extends Access> = Pick<
  RequestOf<C>,
  Exclude<Fields<C>, FromPathAndHeaders<Path, A>>
>;
type Input<R> = [keyof R] extends [never] ? { readonly input?: never } : { readonly input: z.ZodType<R> };

/** `example` is a body or query string as a client writes it, with or without what has a default. */
type Shown<I extends z.ZodType> = { readonly input?: I; readonly example?: z.input<I> };

/** A path or a caller that brings what the request does not take asks for a field that nobody can give. */
type NothingStrange<Strange> = [Strange] extends [never] ? unknown : { readonly notInTheRequest: Strange };

type RowOptions<C extends Contract, Path extends string, A extends Access> = Input<Remainder<C, Path, A>> &
  NothingStrange<Exclude<FromPathAndHeaders<Path, A>, Fields<C>>> & {
    readonly access: A;
    readonly contract: C;
    readonly status?: Status;
    readonly summary: Summary;
    readonly refusals?: readonly ErrorCode[];
    readonly role?: Role;
    readonly scope?: ApiScope;
    readonly only?: (reply: ReplyOf<C>, stores: readonly string[]) => ReplyOf<C>;
    readonly placeOf?: (reply: ReplyOf<C>) => Place;
  };

/** What a route answers with when all went well. There is always a body, were it an empty object: one way to read for clients. */
export type Status = 200 | 201 | 202;
/** One line of documentation. */
export type Summary = readonly [en: string, fr: string];

/** One HTTP route and the request it becomes. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Under `/api/v1`. */
  readonly path: string;
  readonly access: Access;
  /** The role at head office that it takes, where that is not the usual one of its access. */
  readonly role: Role | undefined;
  /** What an API key has to open for it; without one, no key does. */
  readonly scope: ApiScope | undefined;
  /** What is left of the answer for whoever may see some stores only. */
  readonly only: ((reply: never, stores: readonly string[]) => unknown) | undefined;
  /** What the answer is about, where the request does not name anything of a store. */
  readonly placeOf: ((reply: never) => Place) | undefined;
  readonly contract: RpcContract;
  /** Shape of what the path names. */
  readonly parameters: z.ZodType | undefined;
  /** Shape of the body, or of the query string of a GET. */
  readonly input: z.ZodType | undefined;
  readonly example: unknown;
  readonly status: Status;
  readonly summary: Summary;
  /** What it refuses beyond what every route of the same access does. */
  readonly refusals: readonly ErrorCode[];
}
/** Routes by the name of their operation. */
export type Routes = Readonly<Record<string, Route>>;

const route =
  (method: Route['method']) =>
  <C extends Contract, const Path extends string, A extends Access, I extends z.ZodType = never>(
    path: Path,
    { input, example, ...options }: RowOptions<C, Path, A> & Shown<I>,
  ): Route => ({
    method,
    path,
    access: options.access,
    role: options.role,
    scope: options.scope,
    only: options.only,
    placeOf: options.placeOf,
    contract: options.contract,
    parameters: parametersOf(path, options.contract),
    input,
    example,
    status: options.status ?? 200,
    summary: options.summary,
    refusals: options.refusals ?? [],
  });

const NAME = /:(\w+)/gu;

/** The shape of what a path names, as the request has it. */
function parametersOf(path: string, { request }: Contract): z.ZodType | undefined {
  const named = [...path.matchAll(NAME)].flatMap(([, name = '']) => {
    const shape = request.shape[name];
    return shape === undefined ? [] : [[name, shape] as const];
  });
  return named.length === 0 ? undefined : z.strictObject(Object.fromEntries(named));
}

/**
 * A route is a row: the path, who may call it, the request it becomes. A row whose path, headers and body do not
 * make up exactly that request does not compile.
 */
export const get = route('GET');
export const post = route('POST');
export const remove = route('DELETE');
