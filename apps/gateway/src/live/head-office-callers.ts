import { Injectable } from '@nestjs/common';
import { AdministratorTokens } from '../access/administrator-tokens.js';

/** Who watches, and which stores she may see: those whose ids are named, or all of them. */
export interface Watching {
  readonly stores: readonly string[] | null;
}

/** Reads the bearer tokens of head office. */
export abstract class HeadOfficeCallers {
  /** Throws the refusal of a token that is none, or none any more; a fault when that cannot be said now. */
  abstract watching(token: string): Promise<Watching>;
}

@Injectable()
export class TokenCallers extends HeadOfficeCallers {
  constructor(private readonly tokens: AdministratorTokens) {
    super();
  }

  async watching(token: string): Promise<Watching> {
    await this.tokens.administratorOf(token);
    return { stores: null };
  }
}
