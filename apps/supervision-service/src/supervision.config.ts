import { databaseConfig, natsConfig, secret, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

export const supervisionConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  ...databaseConfig,
  PORT: serviceConfig.PORT.default(8_083),
  PASSWORD_PEPPER: secret(32).describe(
    "Mixed into every password of head office's users; never stored in the database. Losing it makes all of them useless.",
  ),
  ONE_TIME_PASSWORD_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(72)
    .describe("Life of a new user's first password."),
  CHANGES_KEEP_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(8_760)
    .default(48)
    .describe('How long a watcher may be away and still catch up change by change.'),
  ALERT_ROUND_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600)
    .default(5)
    .describe('How often this process looks for what is to be warned of; 0: never, another one does.'),
});
export type SupervisionConfig = z.infer<typeof supervisionConfig>;
