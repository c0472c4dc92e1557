import { v7 as uuidv7 } from 'uuid';
import type { Access } from '../src/access/caller.js';

export const TILL_CREDENTIAL = 'till-credential-of-the-gateway-specs';
export const CONNECTION_TOKEN = 'connection-token-of-the-gateway-specs';

/** The headers of a till, of its seller, and of a till whose command has a key. */
export const till = { authorization: `Bearer ${TILL_CREDENTIAL}` };
export const tillCommand = () => ({ ...till, 'idempotency-key': uuidv7() });
export const seller = () => ({ ...tillCommand(), 'encaisse-connection': CONNECTION_TOKEN });

/** The headers of each kind of caller; `token` is an administrator's. */
export const headersOf = (access: Access, token: string): Readonly<Record<string, string>> => {
  const administrator = { authorization: `Bearer ${token}` };
  const headers = {
    anyone: {},
    till,
    tillCommand: tillCommand(),
    seller: seller(),
    headOffice: administrator,
    administrator,
    administratorCommand: { ...administrator, 'idempotency-key': uuidv7() },
  };
  return headers[access];
};
