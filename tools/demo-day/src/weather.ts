import type { WeatherFault, WeatherOrder, WeatherReport, WeatherSwitch } from '@encaisse/contracts';
import { DayFailure } from './api.js';

/** A storm that was ordered, and what the system made of it. */
export interface WeatheredStorm {
  readonly fault: WeatherFault['kind'] | `PRINTER_${string}`;
  /** Whose exchanges were struck; the till where it was a printer. */
  readonly register: string;
  readonly outcome: string;
}

/** Head office's weather, made for one register at a time. */
export class Weather {
  readonly storms: WeatheredStorm[] = [];
  #prices = 0;

  constructor(
    private readonly headOffice: { readonly url: string; readonly apiKey: string },
    /** How long head office may be silent before sync-service gives up for now. */
    readonly patienceMs: number,
  ) {}

  /** Orders a fault for the exchanges of one register. */
  async order(
    fault: WeatherOrder['fault'],
    place: { readonly storeCode: string; readonly registerNumber: number },
    how: Pick<Partial<WeatherOrder>, 'operations' | 'requests'> = {},
  ): Promise<WeatherSwitch> {
    return (await this.#ask('POST', '/weather', { fault, ...place, ...how })) as WeatherSwitch;
  }

  /** Takes one away. */
  async clear({ weatherId }: WeatherSwitch): Promise<void> {
    await this.#ask('DELETE', `/weather/${weatherId}`);
  }

  /** A fault that struck nothing shows nothing: the day must not count it. */
  async mustHaveStruck(...switches: readonly WeatherSwitch[]): Promise<void> {
    const { switches: now } = (await this.#ask('GET', '/weather')) as WeatherReport;
    for (const { weatherId, fault } of switches) {
      const struck = now.find((one) => one.weatherId === weatherId)?.struck ?? 0;
      if (struck === 0) throw new DayFailure('bad weather', `${fault.kind} struck no request`);
    }
  }

  /** A new version of the store's data, by the price of an article that no shopper of this day takes. */
  async changeData(storeCode: string, onShelf: ReadonlySet<string>): Promise<void> {
    const { items } = (await this.#ask('GET', '/articles?limit=200')) as {
      readonly items: readonly { readonly articleCode: string; readonly barcode: string }[];
    };
    const article = items.find(({ barcode }) => !onShelf.has(barcode));
    if (!article) throw new DayFailure('change a price', 'every article is on the shelf');
    this.#prices += 1;
    const path = `/stores/${storeCode}/price-exceptions/${article.articleCode}`;
    await this.#ask('PUT', path, { priceCents: 100 + (Date.now() % 1_000) + this.#prices });
  }

  weathered(fault: WeatheredStorm['fault'], register: string, outcome: string): void {
    this.storms.push({ fault, register, outcome });
    console.log(`  ☂ ${register}: ${fault} → ${outcome}`);
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.headOffice.url}/back-office/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.headOffice.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      throw new DayFailure('order bad weather', `${method}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
