import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, json, primary } from './columns.js';

/** The stored answer of a command that had an effect. Insert-only. */
export interface CommandRow {
  /** Who may ask for the answer again: a till's id, or `admin`. */
  scope: string;
  idempotencyKey: string;
  /** Digest of the subject and the body, secrets left out. */
  bodyDigest: string;
  reply: object;
  correlationId: string;
  at: Date;
}
export const Commands = new EntitySchema<CommandRow>({
  name: 'Command',
  tableName: 'register_commands',
  columns: {
    scope: primary(id('scope')),
    idempotencyKey: primary(id('idempotency_key')),
    bodyDigest: hash('body_digest'),
    reply: json('reply'),
    correlationId: code('correlation_id', 64),
    at: instant('at'),
  },
  indices: [{ name: 'register_commands_at', columns: ['at'] }],
});
