import type { WeatherOrder } from '@encaisse/contracts';
import { API_KEY, type HeadOfficeProcess } from './head-office-process.js';

/** Orders weather from the head office under test, and clears the sky again. */
export class WeatherAtHeadOffice {
  constructor(private readonly headOffice: HeadOfficeProcess) {}

  async order(fault: WeatherOrder['fault'], rest: Partial<Omit<WeatherOrder, 'fault'>> = {}): Promise<void> {
    await this.#ask('POST', JSON.stringify({ fault, ...rest }));
  }

  async clear(): Promise<void> {
    await this.#ask('DELETE');
  }

  async #ask(method: string, body?: string): Promise<void> {
    const answer = await fetch(`${this.headOffice.url}/back-office/v1/weather`, {
      method,
      headers: {
        authorization: `Bearer ${API_KEY}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new Error(`weather: ${answer.status} ${await answer.text()}`);
  }
}
