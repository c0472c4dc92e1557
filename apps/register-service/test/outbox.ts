import { FIRST_HASH, linkHash } from '@encaisse/messaging';
import { evolveAll, newRegister, type Register } from '@encaisse/register-domain';
import { Outbox, type OutboxRow } from '../src/kernel/outbox.row.js';
import { toRegister } from '../src/registers/register.mapper.js';
import { Registers } from '../src/registers/register.row.js';
import type { RegisterHouse } from './register-house.js';

export interface Told {
  readonly rows: readonly OutboxRow[];
  /** What the row of the register says. */
  readonly stored: Register;
  /** What its events say. */
  readonly replayed: Register;
}

/** Reads a register's events back from the first on, checking their places and their chain on the way. */
export async function readBack(house: RegisterHouse, registerId: string): Promise<Told> {
  const { manager } = house.database;
  const row = await manager.findOneByOrFail(Registers, { registerId });
  const rows = await manager.find(Outbox, { where: { registerId }, order: { seq: 'ASC' } });
  let prevHash = FIRST_HASH;
  for (const [index, link] of rows.entries()) {
    if (link.seq !== index + 1) throw new Error(`a gap before ${link.seq}`);
    if (link.prevHash !== prevHash) throw new Error(`${link.seq} does not follow the one before it`);
    if (link.hash !== linkHash(link)) throw new Error(`${link.seq} is not what was hashed`);
    prevHash = link.hash;
  }
  if (row.lastHash !== prevHash) throw new Error('the register does not end where its chain ends');
  const stored = toRegister(row);
  const { id, storeId, name, number, incarnation } = stored;
  const blank = newRegister({ id, storeId, name, number, incarnation });
  return {
    rows,
    stored,
    replayed: evolveAll(
      blank,
      rows.map(({ event }) => event),
    ),
  };
}
