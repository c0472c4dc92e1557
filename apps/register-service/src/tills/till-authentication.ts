import { done, type Outcome, refused, type TillDevice } from '@encaisse/contracts';
import { sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type RawRow, shapeOf } from '../kernel/row-shape.js';
import { type StoreRow, Stores } from '../stores/store.row.js';
import { type TillRow, Tills } from './till.row.js';
import { TillCredentials } from './till-credential.row.js';

/** A till that has proved itself, by one of its devices. */
export interface KnownTill {
  readonly till: Readonly<TillRow>;
  readonly store: Readonly<StoreRow>;
  readonly device: TillDevice;
  readonly credentialHash: string;
}

/**
 * A till by its credential, in one statement with whatever else is asked about it: `select` and `from` stand in it, `read`
 * says what it found.
 */
export function tillByCredential(manager: EntityManager) {
  const credentials = shapeOf(manager, TillCredentials);
  const tills = shapeOf(manager, Tills);
  const stores = shapeOf(manager, Stores);
  return {
    select: `${credentials.list('c')}, ${tills.list('t')}, ${stores.list('s')}`,
    from: `${credentials.table} c JOIN ${tills.table} t ON t.till_id = c.till_id
       JOIN ${stores.table} s ON s.store_id = c.store_id`,
    /** TILL_NOT_ENROLLED for a credential that was never given, TILL_REVOKED for one that was taken back. */
    read: (raw: RawRow | undefined): Outcome<KnownTill> => {
      const known = raw && credentials.from(raw, 'c');
      const till = raw && tills.from(raw, 't');
      const store = raw && stores.from(raw, 's');
      if (!known || !till || !store) return refused('TILL_NOT_ENROLLED');
      if (known.revokedAt !== null || till.revokedAt !== null) return refused('TILL_REVOKED');
      return done({ till, store, device: known.device, credentialHash: known.credentialHash });
    },
  };
}

@Injectable()
export class TillAuthentication {
  constructor(private readonly database: DataSource) {}

  /** TILL_NOT_ENROLLED for a credential that was never given, TILL_REVOKED for one that was taken back. */
  async authenticate(credential: string): Promise<Outcome<KnownTill>> {
    const { manager } = this.database;
    const { select, from, read } = tillByCredential(manager);
    const statement = `SELECT ${select} FROM ${from} WHERE c.credential_hash = ?`;
    const [raw] = (await manager.query(statement, [sha256(credential)])) as readonly RawRow[];
    return read(raw);
  }
}
