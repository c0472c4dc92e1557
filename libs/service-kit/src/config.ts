import { readFileSync } from 'node:fs';
import { z } from 'zod';

const PLACEHOLDER = /^(change-?me|placeholder|secret|password)/iu;

/** A secret from the environment. A placeholder left in a template refuses to boot. */
export const secret = (lengthMin = 16) =>
  z
    .string()
    .min(lengthMin)
    .refine((value) => !PLACEHOLDER.test(value), 'still holds the placeholder of the template');

/** An address of one of these protocols. A password in it is a secret like any other. */
export const url = (...protocols: readonly string[]) =>
  z
    .url()
    .refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}:`)), {
      message: `must start with ${protocols.join(': or ')}:`,
    })
    .refine((value) => !PLACEHOLDER.test(URL.parse(value)?.password ?? ''), {
      message: 'its password still holds the placeholder of the template',
    });

/** What every service is configured with. */
export const serviceConfig = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HOST: z.string().default('127.0.0.1').describe('Address the HTTP port listens on.'),
  PORT: z.coerce.number().int().min(0).max(65_535).describe('HTTP port; 0 takes a free one.'),
} as const;
export const natsConfig = {
  NATS_URL: url('nats', 'tls').describe('NATS server.'),
  NATS_CREDS_FILE: z
    .string()
    .optional()
    .describe('Credentials of this service, where the NATS server asks for them.'),
} as const;
export const databaseConfig = {
  DATABASE_URL: url('mysql', 'mariadb').describe("This service's own database user."),
  DATABASE_TYPE: z.enum(['mariadb', 'mysql']).default('mariadb').describe('Which of the two the server is.'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(64).default(8),
} as const;

/** Exit code of a process whose configuration is wrong (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/**
 * Reads a service's whole configuration once. `NAME_FILE` names a file that holds the value of `NAME`, unless the
 * schema has a `NAME_FILE` of its own: that one is a path.
 * Throws with every problem at once.
 */
export function parseConfig<C>(schema: z.ZodType<C>, env: Readonly<Record<string, string | undefined>>): C {
  const values: Record<string, string | undefined> = {};
  const problems: string[] = [];
  const known = shapeOf(schema);
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value === '') continue;
    values[name] ??= value;
    const target = name.replace(/_FILE$/u, '');
    // Other programs' variables end so too (SSL_CERT_FILE): only what this service knows is read.
    if (target === name || !Object.hasOwn(known, target) || Object.hasOwn(known, name)) continue;
    try {
      values[target] ??= readFileSync(value, 'utf8').trim();
    } catch (error) {
      problems.push(`  ${name}: ${String(error)}`);
    }
  }
  const parsed = schema.safeParse(values);
  if (parsed.success && problems.length === 0) return Object.freeze(parsed.data);
  const issues = parsed.error?.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`) ?? [];
  throw new ConfigError(`The configuration is wrong:\n${[...problems, ...issues].join('\n')}`);
}

/** The variables of a schema, also of one that is transformed afterwards. */
function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, unknown>> {
  if (schema instanceof z.ZodObject) return schema.shape;
  return schema instanceof z.ZodPipe ? shapeOf(schema.in) : {};
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
