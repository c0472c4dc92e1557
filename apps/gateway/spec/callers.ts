import { v7 as uuidv7 } from 'uuid';
import { type Access, isOfHeadOffice } from '../src/access/caller.js';

export const TILL_CREDENTIAL = 'till-credential-of-the-gateway-specs';
export const CONNECTION_TOKEN = 'connection-token-of-the-gateway-specs';

/** The headers of a till, of its seller, and of a till whose command has a key. */
export const till = { authorization: `Bearer ${TILL_CREDENTIAL}` };
export const tillCommand = () => ({ ...till, 'idempotency-key': uuidv7() });
export const seller = () => ({ ...tillCommand(), 'encaisse-connection': CONNECTION_TOKEN });

/** The headers of each kind of caller; `token` is somebody's of head office. */
export const headersOf = (access: Access, token: string): Readonly<Record<string, string>> => {
  if (isOfHeadOffice(access)) {
    const person = { authorization: `Bearer ${token}` };
    return access.endsWith('Command') ? { ...person, 'idempotency-key': uuidv7() } : person;
  }
  return { anyone: {}, till, tillCommand: tillCommand(), seller: seller() }[access];
};
