import { databaseConfig, natsConfig, secret, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

/** A JSON document, usually given as a file by the name with `_FILE` appended. */
const document = <T extends z.ZodType>(shape: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape);

export const registerConfig = z.object({
  ...serviceConfig,
  ...natsConfig,
  ...databaseConfig,
  PORT: serviceConfig.PORT.default(8_081),
  PASSWORD_PEPPER: secret(32).describe(
    'Mixed into every password, PIN and code; never stored in the database. Losing it makes all of them useless.',
  ),
  ENROLMENT_CODE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(10),
  PIN_HOURS: z.coerce.number().int().min(1).max(720).default(72).describe('Life of a one-time PIN.'),
  RECEIPT_SECONDS: z.coerce
    .number()
    .int()
    .min(10)
    .max(86_400)
    .default(600)
    .describe('How long a customer’s receipt may wait for its printer; later it prints only when asked for.'),
  NATS_TILL_SIGNER: document(z.object({ accountPublicKey: z.string(), accountSigningSeed: z.string() }))
    .optional()
    .describe("Signs the tills' NATS identities at their enrolment, where the server runs in operator mode."),
  NATS_REVOKER: document(
    z.object({
      operatorSeed: z.string(),
      accountPublicKey: z.string(),
      signingPublicKey: z.string(),
      systemCreds: z.string(),
    }),
  )
    .optional()
    .describe('Takes NATS identities back.'),
  RECONCILE_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('How often imports and exports that sync-service does not know are asked for again.'),
  LATE_TICKET_WEEKS: z.coerce
    .number()
    .int()
    .min(1)
    .max(520)
    .default(8)
    .describe(
      'How long after its closing a session keeps its data at hand, to price tickets that a page sold offline and brings late.',
    ),
  RELAY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(200)
    .describe('How often events that head office does not hold yet are looked for; 0: it is told nothing.'),
  PRESENCE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(10_000)
    .describe('How often head office is told how the tills are doing.'),
  WITNESS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A file on another disk than the database, one per process: by it, a database that was restored from an older copy is noticed.',
    ),
});
export type RegisterConfig = z.infer<typeof registerConfig>;
