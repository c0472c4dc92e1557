import { done, type Outcome, refused } from '@encaisse/contracts';
import {
  actionsFor,
  type BegunLife,
  beginLife,
  decide,
  evolve,
  type Register,
  type RegisterCommand,
  type RegisterEvent,
  type RegisterRefusal,
  type TillAction,
  type TillSituation,
  tillSituation,
  yieldReady,
} from '@encaisse/register-domain';
import type { StoredRegister } from '../registers/register.repository.js';
import type { CommandRun } from './after-commit.js';
import type { ChangedRegister, ChangeStep } from './event-store.js';

/** A refusal of the domain as the wire knows it; a code without its line in the catalogue does not compile. */
const onWire = ({ code, facts }: RegisterRefusal) => refused(code, facts);

interface Locked {
  current: Register;
  readonly before: StoredRegister;
  readonly steps: ChangeStep[];
}

/**
 * The registers that one command has locked, and what happens to them. Decisions are taken here and written when the
 * work is over; the work's own rows go through its `manager`, in the same transaction.
 */
export class RegisterUnit {
  readonly #registers: Map<string, Locked>;

  constructor(
    private readonly registerId: string,
    registers: ReadonlyMap<string, StoredRegister>,
    private readonly run: CommandRun,
  ) {
    this.#registers = new Map(
      [...registers].map(([id, before]): [string, Locked] => [
        id,
        { current: before.register, before, steps: [] },
      ]),
    );
  }

  /** The server's time of this command, as commands and events carry it: a UTC ISO string. */
  get at(): string {
    return this.run.at.toISOString();
  }

  get correlationId(): string {
    return this.run.correlationId;
  }

  /** The register as it is after what has been decided so far. */
  get register(): Register {
    return this.#of(this.registerId).current;
  }

  /** What a till holds and imports now. Only of a till that this command has locked. */
  situationOf(tillId: string): TillSituation {
    return tillSituation(
      tillId,
      [...this.#registers.values()].map(({ current }) => current),
    );
  }

  /**
   * Asks the domain, and lets what it answers happen. The events of a repeated command are none. When a refusal brings
   * events, they are kept. `correlationId` is another than the run's where one run serves several requests.
   */
  decide(
    command: RegisterCommand,
    correlationId: string = this.run.correlationId,
  ): Outcome<readonly RegisterEvent[]> {
    const decision = decide(this.register, command);
    this.#happen(this.registerId, decision.events, correlationId);
    if (decision.ok) return done(decision.events);
    if (decision.events.length > 0) this.run.keepDespiteRefusal();
    return onWire(decision.refusal);
  }

  /** The database was restored from an older copy: what follows for the register happens. */
  beginLife(life: Omit<BegunLife, 'at'>): void {
    const events = beginLife(this.register, { at: this.at, ...life });
    this.#happen(this.registerId, events, this.run.correlationId);
  }

  /** Why `tillId` may not do this now, by hold and matrix alone; undefined when it may. */
  barred(action: TillAction, tillId: string): ReturnType<typeof onWire> | undefined {
    const permission = actionsFor(this.register, this.situationOf(tillId))[action];
    return permission.allowed ? undefined : onWire(permission.refusal);
  }

  /** Rings or asks something once the transaction stands. */
  afterCommit: CommandRun['afterCommit'] = (task) => this.run.afterCommit(task);

  /** For the transaction: everything that has happened. */
  changes(): readonly ChangedRegister[] {
    return [...this.#registers.values()]
      .filter(({ steps }) => steps.length > 0)
      .map(({ current, before, steps }) => ({
        register: current,
        versionBefore: before.register.version,
        hashBefore: before.lastHash,
        steps,
      }));
  }

  #happen(registerId: string, events: readonly RegisterEvent[], correlationId: string): void {
    const locked = this.#of(registerId);
    for (const event of events) {
      const stateBefore = locked.current.state;
      locked.current = evolve(locked.current, event);
      locked.steps.push({ event, after: locked.current, correlationId });
      const tillId =
        event.type === 'sessionOpened' && stateBefore === 'READY'
          ? event.tillId
          : event.type === 'holdTransferred'
            ? event.toTillId
            : undefined;
      if (tillId !== undefined) this.#yieldOthers(tillId, locked.current, { at: event.at, correlationId });
    }
  }

  /** A till that takes a hold gives up the data it has for other registers. */
  #yieldOthers(
    tillId: string,
    taken: Register,
    { at, correlationId }: { readonly at: string; readonly correlationId: string },
  ): void {
    const to = { id: taken.id, name: taken.name };
    for (const [id, { current }] of this.#registers)
      this.#happen(id, yieldReady(current, { tillId, to, at }), correlationId);
  }

  #of(registerId: string): Locked {
    const locked = this.#registers.get(registerId);
    if (!locked) throw new Error(`register ${registerId} is not locked by this command`);
    return locked;
  }
}
