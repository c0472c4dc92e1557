import { createHash } from 'node:crypto';
import { canonicalJson, done, type HeadOfficeCommand, type Outcome, refused } from '@encaisse/contracts';
import { dateOf, inTransaction, integerOf, isDuplicateKey, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { targetIn, targetOf } from './command-target.js';
import { keptAnswer } from './kept-answer.js';

export interface Command {
  readonly commandId: string;
  readonly operation: string;
  readonly administrator: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}
/** A command that the journal has, and how often its store was asked. */
export interface Journaled extends Command {
  readonly state: HeadOfficeCommand['state'];
  readonly attempts: number;
}

/** While a process waits for an answer itself, and a little longer, no other asks for the same command. */
const TURN_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 60_000;
/** An attempt that was not answered is over by then, one way or the other. */
const LOOK_BACK_MS = 60_000;

/** The commands that head office gave, each written down before its store hears of it. */
@Injectable()
export class CommandJournal {
  constructor(private readonly database: DataSource) {}

  /** A command is the same one when it comes again with its id; with another body, or of somebody else, it is refused. */
  async begin(command: Command): Promise<Outcome<Journaled>> {
    try {
      await inTransaction(this.database, (manager) => insert(manager, command));
      return done({ ...command, state: 'SENT', attempts: 1 });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return inTransaction(this.database, async (manager) => {
      const [row] = (await manager.query(
        'SELECT * FROM supervision_commands WHERE command_id = ? FOR UPDATE',
        [command.commandId],
      )) as SqlRow[];
      if (row?.['body_sha256'] !== sha256Of(command)) return refused('IDEMPOTENCY_KEY_REUSED');
      const journaled = journaledOf(row);
      if (journaled.state === 'DONE') return done(journaled);
      if (journaled.state === 'WITHDRAWN') {
        const at = dateOf(row['withdrawn_at']).toISOString();
        return refused('COMMAND_WITHDRAWN', { by: String(row['withdrawn_by']), at });
      }
      // One that was refused has had no effect: it may be tried again.
      await manager.query(
        `UPDATE supervision_commands SET state = 'SENT', attempts = attempts + 1, next_attempt_at = ?, settled_at = NULL
         WHERE command_id = ?`,
        [later(TURN_MS), command.commandId],
      );
      return done({ ...journaled, state: 'SENT', attempts: journaled.attempts + 1 });
    });
  }

  /** What the store answered. An effect stays one, whatever is answered later; a refusal counts of the last attempt alone. */
  async settle({ commandId, operation, attempts }: Journaled, outcome: Outcome<unknown>): Promise<void> {
    await inTransaction(this.database, async (manager) => {
      const [row] = (await manager.query(
        'SELECT state, attempts FROM supervision_commands WHERE command_id = ? FOR UPDATE',
        [commandId],
      )) as SqlRow[];
      if (row?.['state'] === 'DONE') return;
      const isLast = row?.['state'] === 'SENT' && integerOf(row['attempts']) === attempts;
      if (!outcome.ok && !isLast) return;
      const now = new Date();
      const state = outcome.ok ? 'DONE' : 'REFUSED';
      const refusal = outcome.ok ? undefined : outcome.refusal;
      const answer = outcome.ok ? JSON.stringify(keptAnswer(operation, outcome.value)) : null;
      await manager.query(
        `INSERT INTO supervision_command_outcomes
           (command_id, number, state, refusal_code, refusal_facts, answer, at)
         SELECT ?, COUNT(*) + 1, ?, ?, ?, ?, ? FROM supervision_command_outcomes WHERE command_id = ?`,
        [
          commandId,
          state,
          refusal?.code ?? null,
          refusal ? JSON.stringify(refusal.facts ?? {}) : null,
          answer,
          now,
          commandId,
        ],
      );
      const { storeId, registerId, tillId } = targetIn(outcome.ok ? outcome.value : undefined);
      // An attempt before the one that was refused may have taken effect since: the store is asked about it once more.
      const lookBackAt = !outcome.ok && attempts > 1 ? later(LOOK_BACK_MS) : null;
      await manager.query(
        `UPDATE supervision_commands SET state = ?, settled_at = ?, next_attempt_at = ?,
           store_id = COALESCE(store_id, ?), register_id = COALESCE(register_id, ?), till_id = COALESCE(till_id, ?)
         WHERE command_id = ?`,
        [state, now, lookBackAt, storeId, registerId, tillId, commandId],
      );
    });
  }

  /** Nobody answered: the next attempt comes after a pause that grows, drawn by lot so that not all come at once. */
  async unanswered({ commandId, attempts, state }: Journaled): Promise<void> {
    const pauseMs = Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 10));
    await this.database.query(
      `UPDATE supervision_commands SET next_attempt_at = ? WHERE command_id = ? AND state = ? AND attempts = ?`,
      [later(pauseMs * (0.5 + Math.random() / 2)), commandId, state, attempts],
    );
  }

  /** Its store is asked no more to do it, only whether it has. False when it is not waiting for an answer. */
  async withdraw(commandId: string, administrator: string): Promise<boolean> {
    const now = new Date();
    const { affectedRows } = (await this.database.query(
      `UPDATE supervision_commands SET state = 'WITHDRAWN', withdrawn_by = ?, withdrawn_at = ?, next_attempt_at = ?
       WHERE command_id = ? AND state = 'SENT'`,
      [administrator, now, now, commandId],
    )) as { affectedRows: number };
    return affectedRows === 1;
  }

  /** The store says that a command which was refused or withdrawn had no effect, and will have none. */
  async hadNoEffect({ commandId, state, attempts }: Journaled): Promise<void> {
    await this.database.query(
      `UPDATE supervision_commands SET settled_at = COALESCE(settled_at, ?), next_attempt_at = NULL
       WHERE command_id = ? AND state = ? AND attempts = ?`,
      [new Date(), commandId, state, attempts],
    );
  }

  /** Commands whose turn it is, each of them for the one process that gets it. */
  async takeDue(limit: number): Promise<readonly Journaled[]> {
    const rows = (await this.database.query(
      `SELECT * FROM supervision_commands
       WHERE state IN ('SENT', 'REFUSED', 'WITHDRAWN') AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ${limit}`,
      [new Date()],
    )) as SqlRow[];
    const mine: Journaled[] = [];
    for (const command of rows.map(journaledOf)) {
      const { affectedRows } = (await this.database.query(
        `UPDATE supervision_commands SET attempts = attempts + 1, next_attempt_at = ?
         WHERE command_id = ? AND state = ? AND attempts = ?`,
        [later(TURN_MS), command.commandId, command.state, command.attempts],
      )) as { affectedRows: number };
      if (affectedRows === 1) mine.push({ ...command, attempts: command.attempts + 1 });
    }
    return mine;
  }

  /** What was kept of the store's answer to a command that is done. */
  async answerOf({ commandId }: Command): Promise<unknown> {
    const [row] = (await this.database.query(
      `SELECT answer FROM supervision_command_outcomes WHERE command_id = ? AND state = 'DONE'`,
      [commandId],
    )) as SqlRow[];
    return jsonOf(row?.['answer'] ?? null);
  }
}

async function insert(manager: EntityManager, command: Command): Promise<void> {
  const { commandId, operation, administrator, body, correlationId } = command;
  const { storeId, registerId, tillId } = await targetOf(manager, body);
  await manager.query(
    `INSERT INTO supervision_commands (command_id, operation, administrator, store_id, register_id, till_id, body,
       body_sha256, correlation_id, asked_at, state, attempts, next_attempt_at) VALUES (?)`,
    [
      [
        ...[commandId, operation, administrator, storeId, registerId, tillId, JSON.stringify(body)],
        ...[sha256Of(command), correlationId, new Date(), 'SENT', 1, later(TURN_MS)],
      ],
    ],
  );
}

const sha256Of = ({ operation, administrator, body }: Command): string =>
  createHash('sha256')
    .update(canonicalJson([operation, administrator, body]))
    .digest('hex');

const later = (ms: number): Date => new Date(Date.now() + ms);

const journaledOf = (row: SqlRow): Journaled => ({
  commandId: String(row['command_id']),
  operation: String(row['operation']),
  administrator: String(row['administrator']),
  body: jsonOf(row['body']) as Journaled['body'],
  correlationId: String(row['correlation_id']),
  state: row['state'] as Journaled['state'],
  attempts: integerOf(row['attempts']),
});
