import { done, type Outcome, refused, type TillDevice } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
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
    const credentialHash = sha256(credential);
    const known = await manager.findOneBy(TillCredentials, { credentialHash });
    if (known === null) return refused('TILL_NOT_ENROLLED');
    const { tillId, storeId, device } = known;
    const [till, store] = await Promise.all([
      manager.findOneByOrFail(Tills, { tillId }),
      manager.findOneByOrFail(Stores, { storeId }),
    ]);
    if (known.revokedAt !== null || till.revokedAt !== null) return refused('TILL_REVOKED');
    return done({ till, store, device, credentialHash });
  }
}
