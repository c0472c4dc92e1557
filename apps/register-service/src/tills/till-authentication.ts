import { done, type Outcome, refused, type TillDevice } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { shapeOf } from '../kernel/row-shape.js';
import { sha256 } from '../kernel/secrets.js';
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

@Injectable()
export class TillAuthentication {
  constructor(private readonly database: DataSource) {}

  /** TILL_NOT_ENROLLED for a credential that was never given, TILL_REVOKED for one that was taken back. */
  async authenticate(credential: string): Promise<Outcome<KnownTill>> {
    const { manager } = this.database;
    const [credentials, tills, stores] = [
      shapeOf(manager, TillCredentials),
      shapeOf(manager, Tills),
      shapeOf(manager, Stores),
    ];
    const [raw] = (await manager.query(
      `SELECT ${credentials.list('c')}, ${tills.list('t')}, ${stores.list('s')}
       FROM ${credentials.table} c JOIN ${tills.table} t USING (till_id)
       JOIN ${stores.table} s ON s.store_id = c.store_id WHERE c.credential_hash = ?`,
      [sha256(credential)],
    )) as readonly Record<string, unknown>[];
    const known = raw && credentials.from(raw, 'c');
    const till = raw && tills.from(raw, 't');
    const store = raw && stores.from(raw, 's');
    if (!known || !till || !store) return refused('TILL_NOT_ENROLLED');
    if (known.revokedAt !== null || till.revokedAt !== null) return refused('TILL_REVOKED');
    return done({ till, store, device: known.device, credentialHash: known.credentialHash });
  }
}
