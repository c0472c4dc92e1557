import {
  API_KEY_PREFIX,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  userCommands,
} from '@encaisse/contracts';
import { newToken, sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { ApiKeyRepository, apiKeyView } from './api-key.repository.js';
import { PeopleCommands } from './people-commands.js';
import { PeopleJournal } from './people-journal.js';

const contract = userCommands.createApiKey;
type Contract = typeof contract;

const DAY_MS = 86_400_000;
/** `ek_` and eight characters: enough to tell keys apart, far from enough to guess the rest. */
const SHOWN_CHARACTERS = API_KEY_PREFIX.length + 8;

/** A key for another system, such as head office's GesPx server. */
@Injectable()
export class CreateApiKeyHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly keys: ApiKeyRepository,
    private readonly journal: PeopleJournal,
  ) {}

  handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { keyId, name, scopes: asked, stores, days, administrator: by } = request;
    return this.commands.run(contract, request, async (manager, at) => {
      if (await this.keys.byId(manager, keyId)) return refused('ID_REUSED', { keyId });
      const token = `${API_KEY_PREFIX}${newToken()}`;
      const prefix = token.slice(0, SHOWN_CHARACTERS);
      const scopes = [...new Set(asked)];
      const times = { createdAt: at, expiresAt: new Date(at.getTime() + days * DAY_MS) };
      const unused = { lastUsedAt: null, revokedAt: null };
      const key = { keyId, name, prefix, scopes, stores, createdBy: by, ...times, ...unused };
      await this.keys.add(manager, { ...key, tokenHash: sha256(token) });
      const facts = { name, prefix, scopes, stores, expiresAt: times.expiresAt.toISOString() };
      await this.journal.write(manager, { by, deed: 'API_KEY_CREATED', subjectId: keyId, facts }, at);
      return done({ key: apiKeyView({ ...key, tokenHash: '' }), token });
    });
  }
}
