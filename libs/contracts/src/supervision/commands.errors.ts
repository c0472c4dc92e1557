import { entry } from '../error-entry.js';

/** What head office has done in stores. */
export const COMMANDS = {
  COMMAND_PENDING: entry(
    504,
    'backoff',
    'The store has not answered yet; it is asked again until it does',
    'Le magasin n’a pas encore répondu\u202f; la demande lui est répétée jusqu’à sa réponse',
  ),
  COMMAND_WITHDRAWN: entry(409, 'never', 'This command was withdrawn', 'Cette commande a été retirée'),
  COMMAND_SETTLED: entry(
    409,
    'reload',
    'The store has answered this command already',
    'Le magasin a déjà répondu à cette commande',
  ),
  COMMAND_UNKNOWN: entry(404, 'never', 'Unknown command', 'Commande inconnue'),
} as const;
