import { type Seller as ImportedSeller, seller, sellersOfNewestDataset } from '@encaisse/catalogue';
import { RIGHTS } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoreRow } from '../stores/store.row.js';
import { type LocalSellerRow, LocalSellers } from './local-seller.row.js';
import type { Seller } from './seller.js';

type StoreRef = Pick<StoreRow, 'storeId' | 'code'>;

/**
 * Who the sellers of a store are, and what they may do: its own responsables, then those of its newest dataset,
 * whatever a register is pinned to.
 */
@Injectable()
export class SellerDirectory {
  /** A local responsable comes first: an imported seller with her code cannot take her rights away. */
  async find(manager: EntityManager, store: StoreRef, code: string): Promise<Seller | undefined> {
    const local = await manager.findOneBy(LocalSellers, { storeId: store.storeId, code });
    return this.findBeside(manager, store, { code, local: local ?? undefined });
  }

  /** The same where the store's own responsable of that code, if there is one, has been read already. */
  async findBeside(
    manager: EntityManager,
    store: StoreRef,
    { code, local }: { readonly code: string; readonly local: LocalSellerRow | undefined },
  ): Promise<Seller | undefined> {
    if (local) return ofStore(local);
    const imported = await seller(manager, store.code, code);
    return imported === null ? undefined : ofHeadOffice(imported);
  }

  /** By code. */
  async list(manager: EntityManager, store: StoreRef): Promise<readonly Seller[]> {
    const [locals, imported] = await Promise.all([
      manager.findBy(LocalSellers, { storeId: store.storeId }),
      sellersOfNewestDataset(manager, store.code),
    ]);
    const taken = new Set(locals.map(({ code }) => code));
    const others = imported.filter(({ sellerCode }) => !taken.has(sellerCode));
    return [...locals.map(ofStore), ...others.map(ofHeadOffice)].sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}

const ofStore = ({ code, name }: LocalSellerRow): Seller => ({ code, name, rights: RIGHTS, local: true });
const ofHeadOffice = ({ sellerCode, name, rights }: ImportedSeller): Seller => ({
  code: sellerCode,
  name,
  rights,
  local: false,
});
