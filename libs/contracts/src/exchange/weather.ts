import { z } from 'zod';
import { partName } from './dataset.js';
import { EXCHANGE_PATHS, type ExchangeOperation } from './operations.js';
import { ordinal, registerNumber, storeCode, uuid } from './values.js';

/*
 * The bad weather that the head office of this project makes on request, for tests and demonstrations: part of its
 * back office, not of the exchange contract. A switch lasts for a number of requests or until it is taken away; it is
 * forgotten at a restart.
 */

const permille = z.int().min(0).max(1_000);
const part = partName.optional();

/** What happens to a request or to its answer, whatever is asked. */
const LINE_FAULTS = [
  z
    .strictObject({
      kind: z.literal('FAIL'),
      status: z.literal([500, 502, 503, 504]).default(500),
      retryAfterSeconds: z.int().min(0).max(3_600).optional(),
    })
    .meta({ description: 'Answers an error; nothing is done. 503 carries Retry-After.' }),
  z.strictObject({ kind: z.literal('HANG_UP') }).meta({
    description: 'Closes the connection without an answer, as if nobody were there; nothing is done.',
  }),
  z.strictObject({ kind: z.literal('STALL') }).meta({
    description: 'Sends the headers of an answer, then nothing, for ever; nothing is done.',
  }),
  z.strictObject({ kind: z.literal('CUT'), afterPermille: permille.default(500) }).meta({
    description: 'Does what is asked, and closes the connection after that much of the body.',
  }),
  z
    .strictObject({ kind: z.literal('TRICKLE'), bytesPerSecond: z.int().min(1).max(10_000_000) })
    .meta({ description: 'Does what is asked, and sends the body that slowly.' }),
  z
    .strictObject({ kind: z.literal('LATE'), byMs: z.int().min(1).max(3_600_000) })
    .meta({ description: 'Does what is asked at once, and answers that much later.' }),
] as const;

/** What is untrue in the dataset that a register is given: taken when its manifest is read. */
const DATASET_FAULTS = [
  z
    .strictObject({ kind: z.literal('WRONG_ROW_COUNT'), part })
    .meta({ description: 'The manifest states one row more than the part has; `articles` by default.' }),
  z.strictObject({ kind: z.literal('WRONG_SHA256'), part }).meta({
    description: 'The manifest names the part by a sha256 that its bytes do not have; `articles` by default.',
  }),
  z
    .strictObject({ kind: z.literal('OTHER_REGISTER') })
    .meta({ description: 'The manifest is that of another register.' }),
  z
    .strictObject({ kind: z.literal('OLDER_VERSION'), by: ordinal.default(1) })
    .meta({ description: 'The manifest is that much older than the newest one.' }),
  z
    .strictObject({ kind: z.literal('BAD_ROWS'), part, permille: permille.default(5) })
    .meta({ description: 'That many rows of the part, at least one, do not fit; `articles` by default.' }),
] as const;

/** What head office makes of a session that came complete: taken when it is committed and not acknowledged yet. */
const EXPORT_FAULTS = [
  z
    .strictObject({ kind: z.literal('DISAGREE'), byCents: z.int().min(1).max(1_000_000).default(1) })
    .meta({ description: 'Sums that much more than the records hold, and refuses the session for good.' }),
  z.strictObject({ kind: z.literal('OTHER_CONTENT') }).meta({
    description:
      'Takes the session into its books as it was before its last ticket, as if that had come earlier, and refuses this content for good.',
  }),
  z.strictObject({ kind: z.literal('LOSE_CHUNKS') }).meta({
    description: 'Has lost every chunk of the session, and asks for them again.',
  }),
  z.strictObject({ kind: z.literal('MISREPORT') }).meta({
    description: 'Acknowledges the session, and answers totals that are not those it summed.',
  }),
] as const;

export const weatherFault = z.discriminatedUnion('kind', [
  ...LINE_FAULTS,
  ...DATASET_FAULTS,
  ...EXPORT_FAULTS,
]);
export type WeatherFault = z.infer<typeof weatherFault>;
export type WeatherKind = WeatherFault['kind'];
export type FaultOf<K extends WeatherKind> = Extract<WeatherFault, { kind: K }>;

const OPERATIONS = Object.keys(EXCHANGE_PATHS) as [ExchangeOperation, ...ExchangeOperation[]];

export const weatherOrder = z
  .strictObject({
    fault: weatherFault,
    operations: z.array(z.enum(OPERATIONS)).min(1).optional().meta({
      description: 'Operations of the exchange contract that it strikes; without it, each that it can.',
    }),
    storeCode: storeCode.optional().meta({
      description:
        'Strikes only what concerns this store. A part is named by its content alone, so that readPart concerns none.',
    }),
    registerNumber: registerNumber.optional(),
    correlationId: z.string().min(1).max(64).optional().meta({
      description:
        'Strikes only what is asked under this correlation id: one import of a register, and not what is fetched ahead of it.',
    }),
    requests: z.int().min(1).max(1_000_000).nullable().default(1).meta({
      description: 'How many requests it strikes; null: all of them until it is taken away.',
    }),
  })
  .meta({ description: 'One switch of the weather.' });
export type WeatherOrder = z.infer<typeof weatherOrder>;

export const weatherSwitch = weatherOrder.extend({
  weatherId: uuid,
  struck: z.int().min(0).meta({ description: 'How many requests it has struck so far.' }),
});
export type WeatherSwitch = z.infer<typeof weatherSwitch>;

/** Those that still strike and those that are spent, oldest first. */
export const weatherReport = z.object({ switches: z.array(weatherSwitch) });
export type WeatherReport = z.infer<typeof weatherReport>;
