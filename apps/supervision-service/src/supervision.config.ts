import { isIP } from 'node:net';
import { databaseConfig, natsConfig, secret, serviceConfig, url } from '@encaisse/service-kit';
import { z } from 'zod';

const NETWORK = /^(?<address>[^/]+)(?:\/(?<bits>\d{1,3}))?$/u;
function isNetwork(value: string): boolean {
  const { address = '', bits = '0' } = NETWORK.exec(value)?.groups ?? {};
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

/** `Encaisse <alertes@chaine.example>`, or the address alone. */
const SENDER = /^(?:(?<name>[^<>"\p{Cc}]{1,80}?)\s*<(?<address>[^<>]+)>|(?<alone>[^<>\s]+))$/u;
const sender = z.string().transform((value, context) => {
  const { name, address, alone } = SENDER.exec(value)?.groups ?? {};
  const email = z.email().safeParse(address ?? alone);
  if (email.success) return { name: name ?? 'Encaisse', address: email.data };
  context.addIssue('must be an e-mail address, or a name and an address in < >');
  return z.NEVER;
});

const settings = z.object({
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
    .describe(
      'How often this process looks for what is to be warned of; 0: never, another one does, and sends it too.',
    ),
  ALERT_DELIVERY_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('How long a mail or webhook of an alert is tried before it is given up.'),
  SMTP_URL: url('smtp', 'smtps')
    .optional()
    .describe(
      'Server that takes mails of alerts, with user and password where it asks for them: those are only given over TLS (smtps, or smtp with STARTTLS). Without it there are no mails.',
    ),
  MAIL_FROM: sender
    .optional()
    .describe('Sender of these mails, as `Encaisse <alertes@chaine.example>`; required with SMTP_URL.'),
  PUBLIC_URL: url('http', 'https')
    .optional()
    .describe(
      'Where people reach head office’s pages: mails and webhooks link to `/siege/alertes/<alert>` there.',
    ),
  WEBHOOK_NETWORKS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((network) => network.trim())
        .filter((network) => network !== ''),
    )
    .pipe(z.array(z.string().refine(isNetwork, 'is no address and no network')))
    .describe(
      'Private networks, separated by commas, that webhooks may go to, by plain http too; none by default.',
    ),
});
export const supervisionConfig = settings.refine(
  ({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined,
  { path: ['MAIL_FROM'], message: 'is required with SMTP_URL' },
);
export type SupervisionConfig = z.infer<typeof supervisionConfig>;
