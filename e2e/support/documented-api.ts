/** Something that those may ask who have logged in at head office, as the gateway itself documents it. */
export interface DocumentedOperation {
  readonly method: string;
  /** Behind `/head-office`, its parameters in braces. */
  readonly path: string;
  readonly example: Readonly<Record<string, unknown>>;
}

type Examples = Readonly<Record<string, { readonly value: object }>>;
interface Documented {
  /** Undefined where anybody may ask. */
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly examples?: Examples }>> };
}

const PREFIX = '/api/v1/head-office';

export async function documentedOperations(gateway: string): Promise<readonly DocumentedOperation[]> {
  const answer = await fetch(`${gateway}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Documented>> };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith(`${PREFIX}/`))
    .flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { security }]) => security !== undefined)
        .map(([method, { requestBody }]) => ({
          method: method.toUpperCase(),
          path: path.slice(PREFIX.length),
          example: { ...requestBody?.content?.['application/json']?.examples?.['example']?.value },
        })),
    );
}

/** @throws Error where a path takes what `names` has no name for: then these specs have to learn it. */
export const withNames = (path: string, names: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/gu, (_, parameter: string) => {
    const name = names[parameter];
    if (name === undefined) throw new Error(`nothing is known of ${parameter} in ${path}`);
    return name;
  });
