import {
  type AlertThresholds,
  alertCommands,
  messageCommands,
  newAlertSubscription,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../../tools/demo-day/src/api.js';
import { openTestStack, type TestStack } from '../../tools/launch/test-stack.mjs';
import { AlertDesk } from '../support/alert-desk.js';
import { Desk } from '../support/desk.js';
import { LiveWatch } from '../support/live-watch.js';
import { SteeredClock } from '../support/steered-clock.js';
import { StoreAtWork } from '../support/store-at-work.js';

const DAY_MS = 24 * 3_600_000;
/** With these nothing that happens here is warned of. */
const CALM: AlertThresholds = {
  openHours: 1_440,
  exportHours: 1_440,
  toleranceCents: 1_000_000,
  printerSilentMinutes: 1_440,
  paperMinutes: 1_440,
  tillSilentMinutes: 1_440,
  importFailures: 100,
  storeSilentMinutes: 1_440,
  passwordFailures: 100,
  passwordQuietMinutes: 1_440,
};

/** Stores at work, one of all of them who watches at head office, and one who watches Lyon alone. */
export class HeadOfficeWatching {
  readonly #lowered = new Set<StoreAtWork>();

  private constructor(
    readonly stack: TestStack,
    readonly clocks: Readonly<Record<'store' | 'headOffice', SteeredClock>>,
    readonly administrator: Desk,
    readonly operators: readonly [Desk, Desk],
    readonly watch: LiveWatch,
    readonly lyonOnly: { readonly desk: Desk; readonly watch: LiveWatch },
    readonly tills: Readonly<Record<'lyon' | 'nantes' | 'lille', StoreAtWork>>,
    readonly alerts: AlertDesk,
  ) {}

  static async open(name: string): Promise<HeadOfficeWatching> {
    const clocks = { store: new SteeredClock(), headOffice: new SteeredClock() };
    const stack = await openTestStack(name, {
      settings: {
        'register-service': { ...clocks.store.settings, PRESENCE_MS: '250' },
        'supervision-service': { ...clocks.headOffice.settings, ALERT_ROUND_SECONDS: '1' },
      },
    });
    const administrator = await Desk.administrator(stack);
    const [lyon, nantes, lille] = await Promise.all([
      StoreAtWork.open(stack, 'S01-T1'),
      StoreAtWork.open(stack, 'S02-T1'),
      StoreAtWork.open(stack, 'S03-T1'),
    ]);
    const tills = { lyon, nantes, lille };
    const [one, other, ofLyon] = await Promise.all([
      administrator.hire('un@chaine.example', 'OPERATOR'),
      administrator.hire('deux@chaine.example', 'OPERATOR'),
      administrator.hire('lyon@chaine.example', 'ADMINISTRATOR', [lyon.storeId]),
    ]);
    const watch = await LiveWatch.open(stack, one.token);
    const house = new HeadOfficeWatching(
      stack,
      clocks,
      administrator,
      [one, other],
      watch,
      { desk: ofLyon, watch: await LiveWatch.open(stack, ofLyon.token) },
      tills,
      new AlertDesk(one, watch),
    );
    await Promise.all(Object.values(tills).map((store) => house.#prepare(store)));
    return house;
  }

  /** From when on one of its alerts is raised, until the end of the test. */
  async warnOf(store: StoreAtWork, thresholds: Partial<AlertThresholds>): Promise<void> {
    this.#lowered.add(store);
    await this.#set(store, thresholds);
  }

  async calmAgain(): Promise<void> {
    for (const store of this.#lowered) await this.#set(store, CALM);
    this.#lowered.clear();
  }

  async close(): Promise<void> {
    this.watch.close();
    this.lyonOnly.watch.close();
    for (const { till } of Object.values(this.tills)) till.close();
    await this.stack.close();
    for (const clock of Object.values(this.clocks)) clock.forget();
  }

  /** Nothing is warned of yet, somebody is told of what will be, and those at the tills are told something, too. */
  async #prepare(store: StoreAtWork): Promise<void> {
    const { api } = this.administrator;
    const { storeId } = store;
    await this.#set(store, CALM);
    const to = { channel: 'WEBHOOK', url: 'https://receiver.invalid/alerts' } as const;
    const subscription = { subscriptionId: uuidv7(), storeId, to };
    const subscribe = { method: 'POST', path: '/alert-subscriptions', body: subscription } as const;
    granted('subscribe', await api.call(subscribe, newAlertSubscription));
    const from = new Date();
    const until = new Date(from.getTime() + DAY_MS);
    const message = { messageId: uuidv7(), storeId, text: 'Bonjour', level: 'INFO', from, until };
    const publish = { method: 'POST', path: '/messages', body: message } as const;
    granted('publish', await api.call(publish, messageCommands.publishMessage.reply));
  }

  async #set({ storeId }: StoreAtWork, body: Partial<AlertThresholds>): Promise<void> {
    const call = { method: 'POST', path: `/stores/${storeId}/alert-thresholds`, body } as const;
    const { reply } = alertCommands.changeAlertThresholds;
    const { thresholds } = granted('set thresholds', await this.administrator.api.call(call, reply));
    expect(thresholds).toMatchObject(body);
  }
}
