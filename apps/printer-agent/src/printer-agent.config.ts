import { PAPER_COLUMNS, type PaperColumns } from '@encaisse/contracts';
import { serviceConfig, url } from '@encaisse/service-kit';
import { z } from 'zod';

const PRINTER_STATUS = ['asked', 'none'] as const;

export const printerAgentSettings = z.object({
  ...serviceConfig,
  NATS_URL: url('nats', 'tls').describe(
    'NATS server; the agent proves itself with what its enrolment gave it.',
  ),
  DATA_DIR: z.string().min(1).describe("The agent's own folder: its journal and its till's secrets."),
  GATEWAY_URL: url('http', 'https')
    .optional()
    .describe('Where the till is enrolled, at the first start only.'),
  ENROLMENT_CODE: z
    .string()
    .optional()
    .describe("One-time code of the till's agent, at the first start only."),
  PRINTER: url('tcp', 'file').describe('The printer: tcp://host:9100 or file:///dev/usb/lp0.'),
  PRINTER_COLUMNS: z
    .enum(PAPER_COLUMNS.map(String))
    .default('48')
    .transform((columns) => Number(columns) as PaperColumns)
    .describe('Characters on a line of its paper: 42 or 48.'),
  PRINTER_STATUS: z
    .enum(PRINTER_STATUS)
    .default('asked')
    .describe('none: the printer answers no status request, a job that was sent counts as printed.'),
  PRINT_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(60_000)
    .describe('How long the printer has to confirm a job before a person is asked.'),
  PULL_INTERVAL_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(5_000)
    .describe('How often print jobs are asked for when no doorbell rings.'),
});

/**
 * The agent makes its NATS connection itself, as its till: the name under which a service kit would connect for it is taken
 * out of the configuration.
 */
export const printerAgentConfig = printerAgentSettings.transform(({ NATS_URL, ...rest }) => ({
  ...rest,
  TILL_NATS_URL: NATS_URL,
}));
export type PrinterAgentConfig = z.infer<typeof printerAgentConfig>;
