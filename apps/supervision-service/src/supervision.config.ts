import { databaseConfig, natsConfig, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

export const supervisionConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  ...databaseConfig,
  PORT: serviceConfig.PORT.default(8_083),
  CHANGES_KEEP_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(8_760)
    .default(48)
    .describe('How long a watcher may be away and still catch up change by change.'),
});
export type SupervisionConfig = z.infer<typeof supervisionConfig>;
