import type { NewChange, SupervisedRegister } from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';
import { jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Projected, Projection } from '../projections/projection.js';
import { BY_KEY } from '../schema/by-key.js';
import type { Fault, TakenEvent } from '../streams/taken-event.js';
import { LifeReplay } from './life-replay.js';
import { evolveModel, newModel, type RegisterModel, supervisedRegister } from './register-model.js';

const COLUMNS =
  'store_id, register_id, state, since, till_id, seller_code, session_id, opened_at, business_date, day_ticket_count, day_ttc_cents, last_closed_at, last_difference_cents, dataset_version, pending_session_count, oldest_pending_at, retired, seq, position, model';

/** Each register as its events leave it. */
@Injectable()
export class RegisterProjection extends Projection {
  readonly tables = ['supervision_registers'];

  constructor(private readonly lives: LifeReplay) {
    super();
  }

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    const told = events.filter(({ kind }) => kind === 'REGISTER');
    if (told.length === 0) return { changes: [], faults: [] };
    const models = await this.#models(
      manager,
      new Map(told.map(({ streamId, storeId }) => [streamId, storeId])),
    );
    const latest = new Map<string, { model: RegisterModel; position: number }>();
    const changes: NewChange[] = [];
    const faults: Fault[] = [];
    for (const taken of told) {
      const { streamId, position } = taken;
      const before = models.get(streamId) ?? blank(taken);
      const after = await this.#after(manager, before, taken, faults);
      models.set(streamId, after);
      latest.set(streamId, { model: after, position });
      changes.push(changeOf(taken, supervisedRegister(after, position)));
    }
    await save(manager, [...latest.values()]);
    return { changes, faults };
  }

  async #after(
    manager: EntityManager,
    before: RegisterModel,
    taken: TakenEvent,
    faults: Fault[],
  ): Promise<RegisterModel> {
    const event = taken.event as RegisterEvent;
    try {
      // A restored database goes on from where its copy ended, whatever of the former life we hold beyond that.
      const from = event.type === 'lifeBegan' ? await this.lives.upTo(manager, taken) : before;
      return evolveModel(from ?? before, event);
    } catch (error) {
      const { storeId, streamId, incarnation, seq, position } = taken;
      const detail = { state: before.register.state, event: event.type, why: String(error).slice(0, 500) };
      faults.push({ storeId, streamId, incarnation, seq, position, code: 'STATE', detail });
      return { ...before, register: { ...before.register, version: seq } };
    }
  }

  async #models(
    manager: EntityManager,
    places: ReadonlyMap<string, string>,
  ): Promise<Map<string, RegisterModel>> {
    const rows = (await manager.query(
      `SELECT register_id, model FROM supervision_registers ${BY_KEY} WHERE (store_id, register_id) IN (?)`,
      [[...places].map(([registerId, storeId]) => [storeId, registerId])],
    )) as SqlRow[];
    return new Map(rows.map((row) => [String(row['register_id']), jsonOf(row['model']) as RegisterModel]));
  }
}

const blank = ({ storeId, streamId, incarnation }: TakenEvent): RegisterModel =>
  newModel({ storeId, registerId: streamId, incarnation });

const changeOf = (
  { position, storeId, seq, correlationId, event }: TakenEvent,
  register: SupervisedRegister,
): NewChange => ({
  position,
  storeId,
  type: 'register',
  cause: { type: event.type, at: event.at, seq, correlationId },
  register,
});

async function save(
  manager: EntityManager,
  latest: readonly { readonly model: RegisterModel; readonly position: number }[],
): Promise<void> {
  const date = (instant: string | null) => (instant === null ? null : new Date(instant));
  const rows = latest.map(({ model, position }) => {
    const register = supervisedRegister(model, position);
    return [
      register.storeId,
      register.registerId,
      register.state,
      date(register.since),
      register.tillId,
      register.sellerCode,
      register.sessionId,
      date(register.openedAt),
      register.businessDate,
      register.dayTicketCount,
      register.dayTtcCents,
      date(register.lastClosedAt),
      register.lastDifferenceCents,
      register.datasetVersion,
      register.pendingSessionCount,
      date(register.oldestPendingAt),
      register.retired,
      register.seq,
      position,
      JSON.stringify(model),
    ];
  });
  const assignments = COLUMNS.split(', ')
    .slice(2)
    .map((column) => `${column} = VALUES(${column})`)
    .join(', ');
  await manager.query(
    `INSERT INTO supervision_registers (${COLUMNS}) VALUES ? ON DUPLICATE KEY UPDATE ${assignments}`,
    [rows],
  );
}
