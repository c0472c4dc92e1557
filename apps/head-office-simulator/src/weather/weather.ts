import type {
  ExchangeOperation,
  FaultOf,
  WeatherKind,
  WeatherOrder,
  WeatherReport,
  WeatherSwitch,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

/** What a request is about, as far as it can be told. */
export interface Subject {
  readonly operation: ExchangeOperation;
  readonly storeCode?: string | undefined;
  readonly registerNumber?: number | undefined;
  readonly correlationId?: string | undefined;
}

/** How many switches are kept: the oldest is forgotten first. */
const SWITCHES_MAX = 500;

/** The switches, and which of them strikes a request. Kept in memory: a restart brings fine weather. */
@Injectable()
export class Weather {
  #switches: WeatherSwitch[] = [];

  order(order: WeatherOrder): WeatherSwitch {
    const added = { ...order, weatherId: uuidv7(), struck: 0 };
    this.#switches = [...this.#switches, added].slice(-SWITCHES_MAX);
    return added;
  }

  report(): WeatherReport {
    return { switches: this.#switches };
  }

  /** Takes one switch away, or all of them. */
  clear(weatherId?: string): void {
    this.#switches =
      weatherId === undefined ? [] : this.#switches.filter((one) => one.weatherId !== weatherId);
  }

  /** The oldest switch of these kinds that strikes this request: it counts as struck. */
  take<K extends WeatherKind>(subject: Subject, kinds: readonly K[]): FaultOf<K> | undefined {
    const at = this.#switches.findIndex(
      (one) => kinds.some((kind) => kind === one.fault.kind) && strikes(one, subject),
    );
    const taken = this.#switches[at];
    if (taken === undefined) return undefined;
    this.#switches[at] = { ...taken, struck: taken.struck + 1 };
    return taken.fault as FaultOf<K>;
  }
}

function strikes(
  one: WeatherSwitch,
  { operation, storeCode, registerNumber, correlationId }: Subject,
): boolean {
  return (
    (one.requests === null || one.struck < one.requests) &&
    (one.operations === undefined || one.operations.includes(operation)) &&
    (one.storeCode === undefined || one.storeCode === storeCode) &&
    (one.registerNumber === undefined || one.registerNumber === registerNumber) &&
    (one.correlationId === undefined || one.correlationId === correlationId)
  );
}
