import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AlertView,
  type Change,
  LIVE_PATH,
  liveMessage,
  type SupervisedRegister,
  supervisedRegister,
} from '@encaisse/contracts';

const AGAIN_MS = 500;

/** Head office's page, watching: comes back by itself after a break, from where it was. */
export class LiveFeed {
  /** What the page shows: each register as it was told last. */
  readonly registers = new Map<string, SupervisedRegister>();
  /** Registers that their stores have named, whether anything happened to them or not. */
  readonly named = new Set<string>();
  readonly alerts = new Map<string, AlertView>();
  /** Every store that anything was told of. */
  readonly stores = new Set<string>();
  #after: number | undefined;
  /** Of the last snapshot. */
  #scope = '';
  #socket: WebSocket | undefined;
  #pages = 0;
  #isOver = false;

  constructor(
    private readonly gatewayUrl: string,
    private readonly token: string,
    private readonly heard: (alert: AlertView) => void = () => undefined,
  ) {
    this.#connect();
  }

  close(): void {
    this.#isOver = true;
    this.#socket?.close();
  }

  #connect(): void {
    const socket = new WebSocket(`${this.gatewayUrl.replace(/^http/u, 'ws')}${LIVE_PATH}`);
    this.#socket = socket;
    this.#pages = 0;
    socket.addEventListener('open', () => {
      const after = this.#after === undefined ? {} : { after: this.#after, scope: this.#scope };
      socket.send(JSON.stringify({ type: 'hello', token: this.token, ...after }));
    });
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)));
    socket.addEventListener('close', () => void this.#comeBack());
  }

  async #comeBack(): Promise<void> {
    await sleep(AGAIN_MS);
    if (!this.#isOver) this.#connect();
  }

  #hear(data: string): void {
    const message = liveMessage.parse(JSON.parse(data));
    switch (message.type) {
      case 'reset':
        this.registers.clear();
        this.named.clear();
        this.#after = undefined;
        this.#pages = 0;
        return;
      case 'snapshot':
        for (const row of message.registers) this.#show(supervisedRegister.parse(row));
        this.#scope = message.scope;
        // What changes while the pages are read comes behind the first one.
        if (this.#pages === 0) this.#after = message.position;
        this.#pages = message.more ? this.#pages + 1 : 0;
        return;
      case 'changes':
        for (const change of message.changes) this.#apply(change);
        this.#after = message.changes.at(-1)?.position ?? this.#after;
        return;
      case 'position':
        this.#after = message.position;
    }
  }

  #apply(change: Change): void {
    this.stores.add(change.storeId);
    switch (change.type) {
      case 'register':
        this.#show(change.register);
        return;
      case 'store':
        for (const { registerId } of change.store?.registers ?? []) this.named.add(registerId);
        return;
      case 'alert':
        this.alerts.set(change.alert.alertId, change.alert);
        this.heard(change.alert);
        return;
      case 'till':
      // Tills are not compared at the end of the day: how they are doing is no history.
    }
  }

  #show(register: SupervisedRegister): void {
    this.stores.add(register.storeId);
    const shown = this.registers.get(register.registerId);
    if (shown === undefined || register.position > shown.position)
      this.registers.set(register.registerId, register);
  }
}
