import type { SqlRow } from '@encaisse/service-kit';
import type { EntityManager } from 'typeorm';

/** What a command is about, as far as it is known. */
export interface CommandTarget {
  readonly storeId: string | null;
  readonly registerId: string | null;
  readonly tillId: string | null;
}

/** What a body or an answer names, itself or in the store or till that it holds. */
export function targetIn(holder: unknown): CommandTarget {
  const fields = fieldsOf(holder);
  const inside = [fields, fieldsOf(fields['store']), fieldsOf(fields['till'])];
  const named = (name: string): string | null => {
    const found = inside.map((part) => part[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : null;
  };
  return { storeId: named('storeId'), registerId: named('registerId'), tillId: named('tillId') };
}

/** The same with the store of its register or till, where head office was told of it. */
export async function targetOf(manager: EntityManager, body: unknown): Promise<CommandTarget> {
  const target = targetIn(body);
  if (target.storeId !== null) return target;
  const [row] = (await manager.query(
    `SELECT store_id FROM supervision_named_registers WHERE register_id = ?
     UNION SELECT store_id FROM supervision_tills WHERE till_id = ? LIMIT 1`,
    [target.registerId, target.tillId],
  )) as SqlRow[];
  return row ? { ...target, storeId: String(row['store_id']) } : target;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
