import { entry } from '../error-entry.js';

/** Messages from head office to tills. */
export const MESSAGES = {
  MESSAGE_UNKNOWN: entry(404, 'never', 'Unknown message', 'Message inconnu'),
  MESSAGE_WITHDRAWN: entry(409, 'reload', 'This message was withdrawn', 'Ce message a été retiré'),
  MESSAGE_PERIOD_INVALID: entry(
    422,
    'correct',
    'A message ends after it begins, later than now, and within a year',
    'Un message finit après son début, plus tard que maintenant, et dans l’année',
  ),
  TOO_MANY_MESSAGES: entry(
    409,
    'correct',
    'Too many messages are shown there: withdraw some',
    'Trop de messages y sont affichés\u202f: retirez-en',
  ),
} as const;
