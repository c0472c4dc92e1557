import { natsConfig, secret, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

/** A comma-separated list, empty by default. */
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

export const gatewayConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  ADMIN_USER: z.string().min(1).max(80).describe("Name of head office's administrator."),
  ADMIN_PASSWORD: secret(12).max(200).describe("Password of head office's administrator."),
  ADMIN_TOKEN_SECRET: secret(32).describe("Signs the administrator's tokens; the same on every gateway."),
  TRUST_PROXY: list.describe('Addresses or networks of the proxies whose X-Forwarded-For is believed.'),
  CORS_ORIGINS: list.describe('Origins whose pages may call the API; none by default.'),
});
export type GatewayConfig = z.infer<typeof gatewayConfig>;
