import type { ApiScope } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { HeadOfficePeople } from '../access/head-office-people.js';

/** Who watches, and which stores she may see: those whose ids are named, or all of them. */
export interface Watching {
  readonly stores: readonly string[] | null;
}

/** What the key of another system has to open for it. */
const SCOPE: ApiScope = 'supervision:read';

/** Reads the bearer tokens of head office. */
export abstract class HeadOfficeCallers {
  /** Throws the refusal of a token that is none, or none any more; a fault when that cannot be said now. */
  abstract watching(token: string): Promise<Watching>;
  /** Tells when it is time to ask again. */
  abstract onAccessChanged(listener: () => void): void;
}

@Injectable()
export class TokenCallers extends HeadOfficeCallers {
  constructor(private readonly people: HeadOfficePeople) {
    super();
  }

  /** Everybody at head office may look. */
  async watching(token: string): Promise<Watching> {
    const person = await this.people.identify(token);
    if (person.kind === 'API_KEY' && !person.scopes.includes(SCOPE))
      throw new HttpRefusal({ code: 'SCOPE_MISSING', facts: { scope: SCOPE } });
    return { stores: person.stores };
  }

  onAccessChanged(listener: () => void): void {
    this.people.onAccessChanged(listener);
  }
}
