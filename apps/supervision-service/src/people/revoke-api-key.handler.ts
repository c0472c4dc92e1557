import {
  type ApiKeyView,
  done,
  type Outcome,
  type RequestOf,
  refused,
  userCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { ApiKeyRepository, apiKeyView } from './api-key.repository.js';
import { PeopleCommands } from './people-commands.js';
import { PeopleJournal } from './people-journal.js';

const contract = userCommands.revokeApiKey;

@Injectable()
export class RevokeApiKeyHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly keys: ApiKeyRepository,
    private readonly journal: PeopleJournal,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ApiKeyView>> {
    const { keyId, administrator: by } = request;
    return this.commands.run(contract, request, async (manager, at) => {
      const key = await this.keys.byId(manager, keyId);
      if (!key) return refused('API_KEY_UNKNOWN', { keyId });
      if (key.revokedAt !== null) return done(apiKeyView(key));
      await this.keys.revoke(manager, keyId, at);
      const facts = { name: key.name, prefix: key.prefix };
      await this.journal.write(manager, { by, deed: 'API_KEY_REVOKED', subjectId: keyId, facts }, at);
      return done(apiKeyView({ ...key, revokedAt: at }));
    });
  }
}
