import type { Role, UserView } from '@encaisse/contracts';
import { dateOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface User {
  readonly userId: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly stores: string[] | null;
  readonly passwordHash: string;
  /** The password opens nothing but the choice of another one. */
  readonly oneTime: boolean;
  readonly passwordExpiresAt: Date | null;
  readonly createdAt: Date;
  readonly lastLoginAt: Date | null;
  readonly disabledAt: Date | null;
}
export interface NewPassword {
  readonly passwordHash: string;
  readonly oneTime: boolean;
  readonly passwordExpiresAt: Date | null;
}
type Access = Pick<User, 'role' | 'stores'>;
type Query = Pick<EntityManager, 'query'>;

/** The users of head office. */
@Injectable()
export class UserRepository {
  async all(manager: Query): Promise<User[]> {
    return this.#read(manager, 'ORDER BY name', []);
  }

  async byName(manager: Query, name: string): Promise<User | undefined> {
    const [user] = await this.#read(manager, 'WHERE name = ?', [name.toLowerCase()]);
    return user;
  }

  async byId(manager: Query, userId: string, lock = ''): Promise<User | undefined> {
    const [user] = await this.#read(manager, `WHERE user_id = ? ${lock}`, [userId]);
    return user;
  }

  /** Held until the transaction ends, so that two changes of one user come one after the other. */
  async locked(manager: EntityManager, userId: string): Promise<User | undefined> {
    return this.byId(manager, userId, 'FOR UPDATE');
  }

  async add(manager: EntityManager, user: User): Promise<void> {
    await manager.query(
      `INSERT INTO supervision_users (user_id, name, display_name, role, all_stores, password_hash, one_time,
         password_expires_at, created_at) VALUES (?)`,
      [
        [
          user.userId,
          user.name,
          user.displayName,
          user.role,
          user.stores === null,
          user.passwordHash,
          user.oneTime,
          user.passwordExpiresAt,
          user.createdAt,
        ],
      ],
    );
    await this.#addStores(manager, user.userId, user.stores);
  }

  async saveAccess(manager: EntityManager, userId: string, { role, stores }: Access): Promise<void> {
    await manager.query('UPDATE supervision_users SET role = ?, all_stores = ? WHERE user_id = ?', [
      role,
      stores === null,
      userId,
    ]);
    await manager.query('DELETE FROM supervision_user_stores WHERE user_id = ?', [userId]);
    await this.#addStores(manager, userId, stores);
  }

  async savePassword(manager: EntityManager, userId: string, password: NewPassword): Promise<void> {
    await manager.query(
      'UPDATE supervision_users SET password_hash = ?, one_time = ?, password_expires_at = ? WHERE user_id = ?',
      [password.passwordHash, password.oneTime, password.passwordExpiresAt, userId],
    );
  }

  async saveDisabled(manager: EntityManager, userId: string, at: Date | null): Promise<void> {
    await manager.query('UPDATE supervision_users SET disabled_at = ? WHERE user_id = ?', [at, userId]);
  }

  async saveLogin(manager: EntityManager, userId: string, at: Date): Promise<void> {
    await manager.query('UPDATE supervision_users SET last_login_at = ? WHERE user_id = ?', [at, userId]);
  }

  async #addStores(manager: EntityManager, userId: string, stores: readonly string[] | null): Promise<void> {
    if (stores === null) return;
    await manager.query('INSERT INTO supervision_user_stores (user_id, store_id) VALUES ?', [
      [...new Set(stores)].map((storeId) => [userId, storeId]),
    ]);
  }

  async #read(manager: Query, clauses: string, values: readonly unknown[]): Promise<User[]> {
    const rows = (await manager.query(`SELECT * FROM supervision_users ${clauses}`, [...values])) as SqlRow[];
    if (rows.length === 0) return [];
    const stores = (await manager.query(
      'SELECT user_id, store_id FROM supervision_user_stores WHERE user_id IN (?) ORDER BY store_id',
      [rows.map((row) => row['user_id'])],
    )) as SqlRow[];
    const byUser = Map.groupBy(stores, (row) => String(row['user_id']));
    return rows.map((row) => userOf(row, byUser.get(String(row['user_id'])) ?? []));
  }
}

const userOf = (row: SqlRow, stores: readonly SqlRow[]): User => ({
  userId: String(row['user_id']),
  name: String(row['name']),
  displayName: String(row['display_name']),
  role: String(row['role']) as Role,
  stores: row['all_stores'] ? null : stores.map((store) => String(store['store_id'])),
  passwordHash: String(row['password_hash']),
  oneTime: Boolean(row['one_time']),
  passwordExpiresAt: nullable(row['password_expires_at'], dateOf),
  createdAt: dateOf(row['created_at']),
  lastLoginAt: nullable(row['last_login_at'], dateOf),
  disabledAt: nullable(row['disabled_at'], dateOf),
});

export const userView = (user: User): UserView => ({
  userId: user.userId,
  name: user.name,
  displayName: user.displayName,
  role: user.role,
  stores: user.stores,
  disabledAt: user.disabledAt?.toISOString() ?? null,
  createdAt: user.createdAt.toISOString(),
  lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
  mustChoosePassword: user.oneTime,
});
