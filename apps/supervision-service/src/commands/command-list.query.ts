import {
  type commandQueries,
  done,
  type HeadOfficeCommand,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type List = typeof commandQueries.listCommands;
type One = typeof commandQueries.getCommand;

/** With its last outcome, unless it is being tried again. */
const COMMANDS = `
  SELECT c.*, o.refusal_code, o.refusal_facts, o.answer FROM supervision_commands c
  LEFT JOIN supervision_command_outcomes o ON o.command_id = c.command_id AND c.state <> 'SENT'
    AND o.number = (SELECT MAX(l.number) FROM supervision_command_outcomes l WHERE l.command_id = c.command_id)`;

/** What head office had done in the stores that one may see. */
@Injectable()
export class CommandListQuery {
  constructor(private readonly database: DataSource) {}

  async list(asked: RequestOf<List>): Promise<Outcome<ReplyOf<List>>> {
    const { limit, cursor } = asked;
    const filters = [...scopeOf(asked.stores), ...filtersOf(asked)];
    if (cursor !== undefined) {
      const [at = '', after = ''] = cursor.split('/');
      const askedAt = new Date(at);
      if (Number.isNaN(askedAt.getTime())) return refused('BODY_INVALID', { problems: ['cursor: unknown'] });
      filters.push(['(c.asked_at, c.command_id) < (?, ?)', askedAt, after]);
    }
    const where = filters.map(([condition]) => condition).join(' AND ');
    const rows = (await this.database.query(
      `${COMMANDS} ${where && `WHERE ${where}`} ORDER BY c.asked_at DESC, c.command_id DESC LIMIT ${limit + 1}`,
      filters.flatMap(([, ...values]) => values),
    )) as SqlRow[];
    const commands = rows.slice(0, limit).map(commandOf);
    const last = rows.length > limit ? commands.at(-1) : undefined;
    return done({ commands, nextCursor: last ? `${last.askedAt}/${last.commandId}` : null });
  }

  async get({ stores, commandId }: RequestOf<One>): Promise<Outcome<HeadOfficeCommand>> {
    const filters = [['c.command_id = ?', commandId] as Filter, ...scopeOf(stores)];
    const [row] = (await this.database.query(
      `${COMMANDS} WHERE ${filters.map(([condition]) => condition).join(' AND ')}`,
      filters.flatMap(([, ...values]) => values),
    )) as SqlRow[];
    return row ? done(commandOf(row)) : refused('COMMAND_UNKNOWN', { commandId });
  }
}

type Filter = [condition: string, ...values: unknown[]];

/** Whoever may see some stores sees nothing of a command whose store is not known. */
const scopeOf = (stores: readonly string[] | null): Filter[] =>
  stores === null ? [] : stores.length === 0 ? [['FALSE']] : [['c.store_id IN (?)', stores]];

const filtersOf = ({ storeId, operation, administrator, state }: RequestOf<List>): Filter[] =>
  Object.entries({ store_id: storeId, operation, administrator, state })
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => [`c.${column} = ?`, value]);

function commandOf(row: SqlRow): HeadOfficeCommand {
  const instant = (column: string) => nullable(row[column], (value) => dateOf(value).toISOString());
  const text = (column: string) => nullable(row[column], String);
  const code = text('refusal_code');
  return {
    commandId: String(row['command_id']),
    operation: String(row['operation']),
    administrator: String(row['administrator']),
    storeId: text('store_id'),
    registerId: text('register_id'),
    tillId: text('till_id'),
    body: jsonOf(row['body']) as HeadOfficeCommand['body'],
    correlationId: String(row['correlation_id']),
    askedAt: dateOf(row['asked_at']).toISOString(),
    state: row['state'] as HeadOfficeCommand['state'],
    attempts: integerOf(row['attempts']),
    nextAttemptAt: instant('next_attempt_at'),
    withdrawn: nullable(row['withdrawn_at'], (at) => ({
      by: String(row['withdrawn_by']),
      at: dateOf(at).toISOString(),
    })),
    settledAt: instant('settled_at'),
    refusal: code === null ? null : { code, facts: jsonOf(row['refusal_facts']) as Record<string, unknown> },
    answer: jsonOf(row['answer']) ?? null,
  };
}
