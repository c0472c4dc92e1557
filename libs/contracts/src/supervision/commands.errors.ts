import { entry } from '../error-entry.js';

/** What head office has done in stores. */
export const COMMANDS = {
  COMMAND_PENDING: entry(
    504,
    'backoff',
    'The store has not answered yet; it is asked again until it does',
    'Le magasin n’a pas encore répondu\u202f; la demande lui est répétée jusqu’à sa réponse',
  ),
  COMMAND_UNKNOWN: entry(404, 'never', 'Unknown command', 'Commande inconnue'),
} as const;
