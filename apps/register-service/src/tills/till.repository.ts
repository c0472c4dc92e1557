import type { TillView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, type FindOperator, In, IsNull } from 'typeorm';
import { Tills } from './till.row.js';
import { TillCredentials } from './till-credential.row.js';

@Injectable()
export class TillRepository {
  /** By code, each with the devices that may speak for it. */
  async views(
    manager: EntityManager,
    where: { readonly tillId?: string; readonly storeId?: string | FindOperator<string> },
  ): Promise<TillView[]> {
    const tills = await manager.find(Tills, { where, order: { code: 'ASC' } });
    const credentials = await manager.find(TillCredentials, {
      where: { tillId: In(tills.map(({ tillId }) => tillId)), revokedAt: IsNull() },
      order: { device: 'DESC' },
    });
    return tills.map(({ tillId, storeId, code, name, revokedAt }) => ({
      tillId,
      storeId,
      code,
      name,
      devices: credentials
        .filter((credential) => credential.tillId === tillId)
        .map(({ device, enrolledAt, lastSeenAt }) => ({
          device,
          enrolledAt: enrolledAt.toISOString(),
          lastSeenAt: lastSeenAt?.toISOString() ?? null,
        })),
      revokedAt: revokedAt?.toISOString() ?? null,
    }));
  }

  /** @throws Error when there is no such till: the caller has just seen it. */
  async view(manager: EntityManager, tillId: string): Promise<TillView> {
    const [view] = await this.views(manager, { tillId });
    if (!view) throw new Error(`till ${tillId} is gone`);
    return view;
  }
}
