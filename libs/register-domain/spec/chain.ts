import {
  type Decision,
  decide,
  evolve,
  newRegister,
  type Register,
  type RegisterCommand,
  type RegisterEvent,
  type TillSituation,
  tillSituation,
  yieldReady,
} from '../src/index.js';

export const TILLS = ['till-1', 'till-2', 'till-3'] as const;
export const REGISTERS = ['register-1', 'register-2', 'register-3', 'register-4'] as const;

export type Asked = Readonly<{ before: Register; after: Register; decision: Decision }>;
type Listener = (registerId: string, event: RegisterEvent) => void;

/** The registers of a store, kept as a service would keep them: a command, its events and the yields in one go. */
export class Chain {
  readonly registers: Map<string, Register>;
  /** Every job, export and closing id that was ever used, for commands that come late or twice. */
  readonly formerIds: string[] = ['never-used'];
  #now = Date.parse('2026-03-02T08:00:00.000Z');
  #ids = 0;
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.registers = new Map(
      REGISTERS.map((id, index) => [
        id,
        newRegister({
          id,
          storeId: 'store-1',
          name: `CAISSE 0${index + 1}`,
          number: index + 1,
          incarnation: 'life-1',
        }),
      ]),
    );
  }

  at(): string {
    return new Date(this.#now).toISOString();
  }

  /** Moves the server's clock, back too. */
  wait(minutes: number): void {
    this.#now += minutes * 60_000;
  }

  newId(): string {
    const id = `id-${++this.#ids}`;
    this.formerIds.push(id);
    return id;
  }

  register(id: string): Register {
    const register = this.registers.get(id);
    if (register === undefined) throw new Error(`no ${id}`);
    return register;
  }

  till(tillId: string): TillSituation {
    return tillSituation(tillId, [...this.registers.values()]);
  }

  ask(registerId: string, command: RegisterCommand): Asked {
    const before = this.register(registerId);
    const decision = decide(before, command);
    for (const event of decision.events) {
      this.apply(registerId, event);
      if (event.type === 'sessionOpened' && before.state === 'READY')
        this.#yieldAll(event.tillId, before, event.at);
      if (event.type === 'holdTransferred') this.#yieldAll(event.toTillId, before, event.at);
    }
    return { before, after: this.register(registerId), decision };
  }

  /** What happened to a register, from a decision or from the books. */
  apply(registerId: string, event: RegisterEvent): void {
    this.#listener(registerId, event);
    this.registers.set(registerId, evolve(this.register(registerId), event));
  }

  #yieldAll(tillId: string, { id, name }: Register, at: string): void {
    for (const register of this.registers.values()) {
      for (const event of yieldReady(register, { tillId, to: { id, name }, at }))
        this.apply(register.id, event);
    }
  }
}
