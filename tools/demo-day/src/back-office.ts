import { DayFailure, untilAnswered } from './api.js';

/** GesPx as its own people use it: the chain, its prices, its weather. */
export class BackOffice {
  constructor(private readonly headOffice: { readonly url: string; readonly apiKey: string }) {}

  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    return this.exchange(method, `/back-office/v1${path}`, body);
  }

  /** What sync-service asks, asked by hand. */
  async exchange(method: string, path: string, body?: unknown): Promise<unknown> {
    const url = `${this.headOffice.url}${path}`;
    const init = {
      method,
      headers: {
        authorization: `Bearer ${this.headOffice.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    // A storm that was ordered twice would strike twice; the rest may be said again.
    const answer = method === 'POST' ? await fetch(url, init) : await untilAnswered(url, init);
    if (!answer.ok)
      throw new DayFailure(`${method} ${path} at GesPx`, `${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
