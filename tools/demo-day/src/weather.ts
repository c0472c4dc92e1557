import {
  datasetManifest,
  exchangePath,
  receivedSessions,
  refusedContents,
  type WeatherFault,
  type WeatherOrder,
  type WeatherReport,
  type WeatherSwitch,
} from '@encaisse/contracts';
import { DayFailure } from './api.js';
import type { BackOffice } from './back-office.js';
import type { SessionLedger } from './ledger.js';

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
    private readonly backOffice: BackOffice,
    /** How long head office may be silent before sync-service gives up for now. */
    readonly patienceMs: number,
  ) {}

  /** Orders a fault for the exchanges of one register. */
  async order(
    fault: WeatherOrder['fault'],
    place: { readonly storeCode: string; readonly registerNumber: number },
    how: Pick<Partial<WeatherOrder>, 'operations' | 'requests' | 'correlationId'> = {},
  ): Promise<WeatherSwitch> {
    return (await this.backOffice.ask('POST', '/weather', { fault, ...place, ...how })) as WeatherSwitch;
  }

  /** Takes one away. */
  async clear({ weatherId }: WeatherSwitch): Promise<void> {
    await this.backOffice.ask('DELETE', `/weather/${weatherId}`);
  }

  /** A fault that struck nothing shows nothing: the day must not count it. */
  async mustHaveStruck(...switches: readonly WeatherSwitch[]): Promise<void> {
    const { switches: now } = (await this.backOffice.ask('GET', '/weather')) as WeatherReport;
    for (const { weatherId, fault } of switches) {
      const struck = now.find((one) => one.weatherId === weatherId)?.struck ?? 0;
      if (struck === 0) throw new DayFailure('bad weather', `${fault.kind} struck no request`);
    }
  }

  /** A new version of the store's data, by the price of an article that no shopper of this day takes. */
  async changeData(storeCode: string, onShelf: ReadonlySet<string>): Promise<void> {
    const { items } = (await this.backOffice.ask('GET', '/articles?limit=200')) as {
      readonly items: readonly { readonly articleCode: string; readonly barcode: string }[];
    };
    const article = items.find(({ barcode }) => !onShelf.has(barcode));
    if (!article) throw new DayFailure('change a price', 'every article is on the shelf');
    this.#prices += 1;
    const path = `/stores/${storeCode}/price-exceptions/${article.articleCode}`;
    await this.backOffice.ask('PUT', path, { priceCents: 100 + (Date.now() % 1_000) + this.#prices });
  }

  /** Of a register's data, as head office has them. */
  async newestVersion(storeCode: string, registerNumber: number): Promise<number> {
    const path = exchangePath('readDatasetManifest', { storeCode, registerNumber });
    return datasetManifest.parse(await this.backOffice.exchange('GET', path)).datasetVersion;
  }

  /** Head office took these sessions in, one after the other, in this order. */
  async mustHaveComeInOrder(ledgers: readonly SessionLedger[]): Promise<void> {
    const [first] = ledgers;
    const path = `/registers/${first?.storeCode}/${first?.registerNumber}/sessions`;
    const { sessions } = receivedSessions.parse(await this.backOffice.ask('GET', path));
    const wanted = ledgers.map(({ sessionId }) => sessionId);
    const came = sessions.map(({ sessionId }) => sessionId).filter((id) => wanted.includes(id));
    if (came.join() !== wanted.join())
      throw new DayFailure('head office away', `the sessions came as ${came.join(', ')}`);
  }

  /** Head office keeps the day beside the other content that it holds under the same key, which lacks its last ticket. */
  async mustKeepForInspection(ledger: SessionLedger): Promise<void> {
    const { contents } = refusedContents.parse(await this.backOffice.ask('GET', '/refusals'));
    const kept = contents.filter(({ key }) => ledger.hasKey(key));
    const path = `/registers/${ledger.storeCode}/${ledger.registerNumber}/sessions`;
    const { sessions } = receivedSessions.parse(await this.backOffice.ask('GET', path));
    const held = sessions.find(({ sessionId }) => sessionId === ledger.sessionId);
    const [one, ...more] = kept;
    if (one?.problem.code !== 'SESSION_CONTENT_DIFFERS' || more.length > 0)
      throw new DayFailure('another content', `${kept.length} contents are kept for inspection`);
    if (held === undefined || held.sha256 === one.sha256)
      throw new DayFailure('another content', 'head office holds no other content');
    if (held.totals.ticketCount !== ledger.tickets.length - 1)
      throw new DayFailure('another content', `it holds ${held.totals.ticketCount} tickets`);
  }

  weathered(fault: WeatheredStorm['fault'], register: string, outcome: string): void {
    this.storms.push({ fault, register, outcome });
    console.log(`  ☂ ${register}: ${fault} → ${outcome}`);
  }
}
