import { entry } from '../error-entry.js';

/** Why the WebSocket of head office was closed, beyond what every request may be refused for. */
export const LIVE = {
  HELLO_MISSING: entry(
    408,
    'correct',
    'The connection said not who it is',
    'La connexion n’a pas dit qui elle est',
  ),
  WATCHER_TOO_SLOW: entry(
    429,
    'backoff',
    'The connection takes too slowly what it is sent',
    'La connexion prend trop lentement ce qui lui est envoyé',
  ),
} as const;
