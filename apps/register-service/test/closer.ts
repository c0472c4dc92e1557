import { randomUUID } from 'node:crypto';
import {
  type ClosingView,
  type Outcome,
  type RequestOf,
  type SellerLogin,
  tillCommands,
} from '@encaisse/contracts';
import { value } from './register-house.js';
import { asked, RESPONSABLE, type StoreBuilder, type TillAtHand } from './store-builder.js';

type Start = Partial<RequestOf<typeof tillCommands.startClosing>>;
export type Count = Partial<RequestOf<typeof tillCommands.submitCount>> & {
  readonly countedCashCents: number;
};

/** Someone who closes a register: by default the responsable, who forces nothing. Each command is sent under a new key. */
export class Closer {
  constructor(
    private readonly store: StoreBuilder,
    readonly till: TillAtHand,
    readonly registerId: string,
    readonly seller: SellerLogin = RESPONSABLE,
  ) {}

  /** The same about another register, from another till or by another seller. */
  with(other: {
    readonly till?: TillAtHand;
    readonly registerId?: string;
    readonly seller?: SellerLogin;
  }): Closer {
    const { store, till, registerId, seller } = this;
    return new Closer(store, other.till ?? till, other.registerId ?? registerId, other.seller ?? seller);
  }

  start(closingId: string = randomUUID(), more: Start = {}): Promise<Outcome<ClosingView>> {
    const request = { ...this.#about(closingId), forcePending: false, ...more };
    return this.store.house.ask(tillCommands.startClosing, request);
  }

  submit(closingId: string, count: Count): Promise<Outcome<ClosingView>> {
    const forced = { forcePending: false, forceUsers: false, acceptDifference: false };
    return this.store.house.ask(tillCommands.submitCount, {
      ...this.#about(closingId),
      ...forced,
      ...count,
    });
  }

  cancel(closingId: string): Promise<Outcome<ClosingView>> {
    return this.store.house.ask(tillCommands.cancelClosing, this.#about(closingId));
  }

  #about(closingId: string) {
    const { till, registerId, seller } = this;
    return { ...asked(till), registerId, closingId, seller };
  }
}

/** Ends whatever a test left of its session, so that the next one can open. */
export async function closeWhateverIsOpen(
  store: StoreBuilder,
  closer: Closer,
  countedCashCents: number,
): Promise<void> {
  const { state, closingId } = await store.view(closer.registerId);
  if (state === 'CLOSING' && closingId !== null) value(await closer.cancel(closingId));
  if (state !== 'OPEN' && state !== 'CLOSING') return;
  const id = randomUUID();
  value(await closer.start(id));
  const forced = { forceUsers: true, acceptDifference: true, reason: 'fin de l’essai' };
  value(await closer.submit(id, { countedCashCents, ...forced }));
}
