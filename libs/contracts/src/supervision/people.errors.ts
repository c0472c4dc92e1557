import { entry } from '../error-entry.js';

/** Head office's users, their sessions, and the keys of other systems. */
export const HEAD_OFFICE_PEOPLE = {
  PASSWORD_CHANGE_REQUIRED: entry(
    403,
    'correct',
    'This password serves once: choose your own first',
    'Ce mot de passe ne sert qu’une fois\u202f: choisissez d’abord le vôtre',
  ),
  ROLE_MISSING: entry(403, 'never', 'Your role does not allow this', 'Votre rôle ne permet pas cette action'),
  SCOPE_MISSING: entry(403, 'never', 'This key does not open this', 'Cette clé ne donne pas accès à ceci'),
  STORE_FORBIDDEN: entry(
    403,
    'never',
    'This is not of a store that you may see',
    'Ceci n’est pas d’un magasin auquel vous avez accès',
  ),
  USER_REQUIRED: entry(
    403,
    'never',
    'Only a user of head office has this',
    'Seul un utilisateur du siège en dispose',
  ),
  OWN_ACCOUNT: entry(
    409,
    'never',
    'Somebody else has to do this to your account',
    'Une autre personne doit faire cela sur votre compte',
  ),
  USER_UNKNOWN: entry(404, 'never', 'Unknown user', 'Utilisateur inconnu'),
  USER_NAME_TAKEN: entry(
    409,
    'correct',
    'There is a user of this address already',
    'Un utilisateur a déjà cette adresse',
  ),
  USER_SESSION_UNKNOWN: entry(404, 'reload', 'This session has ended', 'Cette session est terminée'),
  API_KEY_UNKNOWN: entry(404, 'never', 'Unknown key', 'Clé inconnue'),
} as const;
