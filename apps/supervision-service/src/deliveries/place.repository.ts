import type { SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Place } from './alert-words.js';
import type { Delivery } from './delivery.js';

const NOWHERE: Place = { store: null, register: null, till: null, timeZone: 'Europe/Paris' };

/** What people call where an alert is. */
@Injectable()
export class PlaceRepository {
  async of(manager: Pick<EntityManager, 'query'>, { storeId, alert }: Delivery): Promise<Place> {
    if (storeId === null) return NOWHERE;
    const [row] = (await manager.query(
      `SELECT s.code, s.name, s.time_zone, r.name AS register_name, t.name AS till_name FROM supervision_stores s
       LEFT JOIN supervision_named_registers r ON r.store_id = s.store_id AND r.register_id = ?
       LEFT JOIN supervision_tills t ON t.store_id = s.store_id AND t.till_id = ?
       WHERE s.store_id = ?`,
      [alert?.registerId ?? null, alert?.tillId ?? null, storeId],
    )) as SqlRow[];
    if (row === undefined) return NOWHERE;
    const { registerId = null, tillId = null } = alert ?? {};
    const [register, till] = [row['register_name'], row['till_name']];
    return {
      store: { storeId, code: String(row['code']), name: String(row['name']) },
      register: registerId === null || register === null ? null : { registerId, name: String(register) },
      till: tillId === null || till === null ? null : { tillId, name: String(till) },
      timeZone: String(row['time_zone']),
    };
  }
}
