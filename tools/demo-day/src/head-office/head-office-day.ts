import type { AlertRule } from '@encaisse/contracts';
import { DayFailure } from '../api.js';
import { HeadOfficeClient } from '../head-office-client.js';
import type { Options } from '../options.js';
import { registerName } from '../report.js';
import type { DemoMemory } from '../state.js';
import type { Findings } from '../verify.js';
import { AlertDesk, type AlertReport } from './alert-desk.js';
import { LiveFeed } from './live-feed.js';
import { Operator } from './operator.js';
import { logInAs, OPERATOR, WATCHER } from './people.js';
import { checkWatched } from './store-watch.js';

/** What a day without trouble on the line is warned of, and what bad weather adds. */
const RULES: readonly AlertRule[] = ['FORCED_ACTION', 'DIFFERENCE_OVER_TOLERANCE', 'PASSWORDS_FAILED'];
const RULES_IN_BAD_WEATHER: readonly AlertRule[] = ['IMPORT_FAILING'];

/** Two people of head office at their screens: one who acts in all stores, one who looks at one. */
export class HeadOfficeDay {
  readonly #alerts: AlertDesk;
  readonly #watched: LiveFeed;

  private constructor(
    private readonly options: Options,
    private readonly administrator: HeadOfficeClient,
    readonly operator: Operator,
    private readonly watcher: { readonly client: HeadOfficeClient; readonly storeId: string },
    beganAt: Date,
  ) {
    this.#alerts = new AlertDesk(options.gatewayUrl, operator, beganAt);
    this.#watched = new LiveFeed(options.gatewayUrl, watcher.client.token);
  }

  static async begin(
    options: Options,
    administrator: HeadOfficeClient,
    memory: DemoMemory,
  ): Promise<HeadOfficeDay> {
    const { gatewayUrl } = options;
    const stores = await administrator.stores();
    const storeIdOf = (code: string): string => {
      const store = stores.find((one) => one.code === code);
      if (!store) throw new DayFailure('set up head office', `there is no store ${code}`);
      return store.storeId;
    };
    const logIn = (person: typeof OPERATOR) =>
      logInAs(person, { gatewayUrl, administrator: administrator.api, memory, storeIdOf });
    const operator = new Operator(gatewayUrl, await logIn(OPERATOR));
    const client = HeadOfficeClient.of(gatewayUrl, await logIn(WATCHER));
    const watcher = { client, storeId: storeIdOf(WATCHER.storeCode ?? '') };
    return new HeadOfficeDay(options, administrator, operator, watcher, new Date());
  }

  close(): void {
    this.#alerts.close();
    this.#watched.close();
  }

  async finish(findings: Findings): Promise<readonly AlertReport[]> {
    const { client, storeId } = this.watcher;
    await checkWatched(this.#watched, storeId, () => client.overview(), findings);
    const stores = new Map((await this.administrator.stores()).map((store) => [store.storeId, store.code]));
    const registers = new Map(
      (await this.administrator.registers()).map(({ registerId, number }) => [registerId, number]),
    );
    const rules = this.options.fairWeather ? RULES : [...RULES, ...RULES_IN_BAD_WEATHER];
    return this.#alerts.finish(
      rules,
      ({ storeId: of, registerId }) => {
        const number = registerId === null ? undefined : registers.get(registerId);
        return `${stores.get(of)}${number === undefined ? '' : ` ${registerName(number)}`}`;
      },
      findings,
    );
  }
}
