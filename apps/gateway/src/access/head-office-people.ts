import { createHash } from 'node:crypto';
import { accessChangedSubject, accessQueries, headOfficeToken, type Identified } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Services } from '../api/services.js';
import { AdministratorTokens } from './administrator-tokens.js';
import type { Person } from './person.js';

/** A hint ends what is remembered at once; one that got lost costs this much. */
const REMEMBERED_MS = 5_000;
const REMEMBERED_MAX = 5_000;

interface Remembered {
  readonly person: Person;
  readonly untilMs: number;
}

/** Who a bearer token of head office is of. */
@Injectable()
export class HeadOfficePeople implements OnApplicationBootstrap {
  readonly #remembered = new Map<string, Remembered>();
  /** How often it was said that somebody's access has changed. */
  #changes = 0;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly administrators: AdministratorTokens,
    private readonly services: Services,
    private readonly bus: Bus,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.onHint(accessChangedSubject, () => {
      this.#changes += 1;
      this.#remembered.clear();
      for (const listener of this.#listeners) listener();
    });
  }

  /** Tells when somebody's access was taken or changed: whoever is let in for long has to be asked about again. */
  onAccessChanged(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Throws ADMIN_TOKEN_INVALID for a token that is missing, foreign, ended or expired, and UNAVAILABLE when
   * supervision-service, which knows the users, does not answer. The configured administrator needs nobody's answer.
   */
  async identify(token: string | undefined): Promise<Person> {
    if (token === undefined || !headOfficeToken.safeParse(token).success) {
      const name = await this.administrators.administratorOf(token);
      return { kind: 'ADMINISTRATOR', role: 'ADMINISTRATOR', name, stores: null };
    }
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.#remembered.get(key);
    if (known && Date.now() < known.untilMs) return known.person;
    const changesBefore = this.#changes;
    const identified = await this.services.ask(accessQueries.identify, { token });
    const person = personOf(identified);
    // What was asked before a change may have been answered before it, too.
    if (this.#changes === changesBefore) this.#remember(key, person, Date.parse(identified.expiresAt));
    return person;
  }

  #remember(key: string, person: Person, expiresAtMs: number): void {
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(key, { person, untilMs: Math.min(Date.now() + REMEMBERED_MS, expiresAtMs) });
  }
}

function personOf(identified: Identified): Person {
  const { name, stores } = identified;
  if (identified.kind === 'USER') {
    const { role, userId, sessionId } = identified;
    return { kind: 'USER', name, stores, role, userId, sessionId };
  }
  return { kind: 'API_KEY', name, stores, scopes: identified.scopes };
}
