import { databaseConfig, natsConfig, secret, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

export const registerConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  ...databaseConfig,
  PORT: serviceConfig.PORT.default(3_001),
  PASSWORD_PEPPER: secret(32).describe(
    'Mixed into every password, PIN and code; never stored in the database. Losing it makes all of them useless.',
  ),
  ENROLMENT_CODE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(10),
  PIN_HOURS: z.coerce.number().int().min(1).max(720).default(72).describe('Life of a one-time PIN.'),
  NATS_ACCOUNT_PUBLIC_KEY: z
    .string()
    .regex(/^A[A-Z2-7]{55}$/u)
    .optional()
    .describe('The NATS account that tills belong to, where the server runs in operator mode.'),
  NATS_ACCOUNT_SIGNING_SEED: z
    .string()
    .regex(/^SA[A-Z2-7]{56}$/u)
    .optional()
    .describe('Signs the NATS identities of tills at their enrolment.'),
  RECONCILE_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('How often imports and exports that sync-service does not know are asked for again.'),
});
export type RegisterConfig = z.infer<typeof registerConfig>;
