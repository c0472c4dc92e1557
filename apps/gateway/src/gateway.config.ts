import { isIP } from 'node:net';
import { natsConfig, secret, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

/** A comma-separated list, empty by default. */
const listOf = (item: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item));

const NETWORK = /^(?<address>[^/]+)(?:\/\d{1,3})?$/u;
const network = z
  .string()
  .refine((value) => isIP(NETWORK.exec(value)?.groups?.address ?? '') !== 0, 'is no address and no network');
const isOrigin = (value: string): boolean =>
  /^https?:/u.test(value) && URL.canParse(value) && new URL(value).origin === value;
const origin = z.string().refine(isOrigin, 'must be an origin: a scheme, a host, no path');

export const gatewayConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  PORT: serviceConfig.PORT.default(8_080),
  ADMIN_USER: z
    .string()
    .min(1)
    .max(80)
    .refine((name) => !name.includes('@'), 'must be no e-mail address: those are the names of users')
    .describe(
      'Name of the administrator who makes the first users of head office, and comes in when they cannot.',
    ),
  ADMIN_PASSWORD: secret(12).max(200).describe('Password of this administrator.'),
  ADMIN_TOKEN_SECRET: secret(32).describe(
    'Signs the tokens of this administrator; the same on every gateway.',
  ),
  TRUST_PROXY: listOf(network).describe(
    'Addresses or networks of the proxies whose X-Forwarded-For is believed.',
  ),
  CORS_ORIGINS: listOf(origin).describe('Origins whose pages may call the API; none by default.'),
  LIVE_SOCKETS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .describe('WebSockets of head office that one gateway holds at once.'),
  LIVE_STUCK_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(30)
    .describe('How long a WebSocket may take nothing of what it is sent before it is closed.'),
});
export type GatewayConfig = z.infer<typeof gatewayConfig>;
