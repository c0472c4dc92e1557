import { z } from 'zod';
import { count, id, instant, storeScope, text } from '../primitives.js';
import { approvalCommands } from '../register/approvals.js';
import { adminCommands } from '../register/commands.js';
import { importCommands } from '../register/importing.js';
import { messageCommands } from '../register/messages.js';
import { reachingCommands } from '../register/reaching-in.js';
import { adminCommand, type RpcContract, rpc } from '../rpc.js';

type AdminContract = RpcContract<z.ZodObject>;

/** What head office may have done in a store, by the contract that the store's service answers to. */
const contracts: readonly AdminContract[] = [
  ...Object.values(adminCommands),
  ...Object.values(reachingCommands),
  messageCommands.publishMessage,
  messageCommands.withdrawMessage,
  approvalCommands.requestApprovalFromHeadOffice,
  approvalCommands.approveFromHeadOffice,
  importCommands.retryJobFromHeadOffice,
];

const SUBJECT = /^encaisse\.cmd\.admin\.(?<operation>\w+)\.v1$/u;

/** How the operation of a contract is named; undefined where it is none that head office has done in a store. */
export const operationOf = ({ subject }: RpcContract): string | undefined =>
  SUBJECT.exec(subject)?.groups?.operation;

/** By the name of the operation. */
export const HEAD_OFFICE_OPERATIONS: ReadonlyMap<string, AdminContract> = new Map(
  contracts.map((contract) => [operationOf(contract) ?? '', contract]),
);

export const COMMAND_STATES = ['SENT', 'DONE', 'REFUSED', 'WITHDRAWN'] as const;

/** A command as the journal has it. */
export const headOfficeCommand = z
  .object({
    commandId: id.describe('The Idempotency-Key it was given with.'),
    operation: z.string(),
    administrator: z.string(),
    storeId: id.nullable().describe('Null where it is not known yet whose store it is.'),
    registerId: id.nullable(),
    tillId: id.nullable(),
    body: z.record(z.string(), z.unknown()),
    correlationId: z.string(),
    askedAt: instant,
    state: z
      .enum(COMMAND_STATES)
      .describe(
        'SENT: it is asked again until the store answers. REFUSED: the store did nothing. WITHDRAWN: it is asked no more.',
      ),
    attempts: count.describe('How often the store was asked.'),
    nextAttemptAt: instant
      .nullable()
      .describe(
        'When its store is asked again, if it stays silent; of one REFUSED or WITHDRAWN: whether it had its effect.',
      ),
    withdrawn: z
      .object({ by: z.string(), at: instant })
      .nullable()
      .describe('Who had it withdrawn. One that is DONE all the same had had its effect before.'),
    settledAt: instant.nullable(),
    refusal: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
    answer: z
      .unknown()
      .describe(
        'What the store answered, without PINs and enrolment codes: those are told to whoever asks with the same key.',
      ),
  })
  .meta({ id: 'HeadOfficeCommand' });
export type HeadOfficeCommand = z.infer<typeof headOfficeCommand>;

/** gateway → supervision-service. */
export const supervisionCommands = {
  /** Journals a command, has the store do it, and answers what the store does, in the shape of the operation's own contract. */
  act: rpc(
    'encaisse.cmd.supervision.act.v1',
    z.strictObject({
      idempotencyKey: z.uuid(),
      administrator: text(80),
      stores: storeScope.describe('Where whoever asks may act.'),
      operation: z.string().max(40),
      body: z
        .record(z.string(), z.unknown())
        .describe("The request of the operation's contract, less key and name."),
    }),
    z.unknown(),
    { timeoutMs: 9_000 },
  ),
  /** For a command whose store does not answer. */
  withdrawCommand: rpc(
    'encaisse.cmd.supervision.withdrawCommand.v1',
    adminCommand({ stores: storeScope, commandId: id }),
    headOfficeCommand,
  ),
} as const;

export const commandQueries = {
  /** Newest first. */
  listCommands: rpc(
    'encaisse.qry.supervision.commands.v1',
    z.strictObject({
      stores: storeScope,
      storeId: id.optional(),
      operation: z.string().max(40).optional(),
      administrator: text(80).optional(),
      state: z.enum(COMMAND_STATES).optional(),
      limit: z.int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    z.object({ commands: z.array(headOfficeCommand), nextCursor: z.string().nullable() }),
  ),
  getCommand: rpc(
    'encaisse.qry.supervision.command.v1',
    z.strictObject({ stores: storeScope, commandId: id }),
    headOfficeCommand,
  ),
} as const;
