import { entry } from '../error-entry.js';

/** Rights lent, and what takes two people. */
export const PEOPLE = {
  SELLER_NOT_CONNECTED: entry(
    409,
    'reload',
    'This seller is not connected there',
    'Ce vendeur n’y est pas connecté',
  ),
  CONNECTION_ENDED: entry(401, 'never', 'This connection was ended', 'Cette connexion a pris fin'),
  GRANT_UNKNOWN: entry(404, 'never', 'No such right was lent', 'Ce droit n’a pas été prêté'),
  GRANT_EXPIRED: entry(
    409,
    'correct',
    'The right was lent too long ago',
    'Le droit a été prêté il y a trop longtemps',
  ),
  GRANT_USED: entry(409, 'correct', 'The right lent has been used', 'Le droit prêté a déjà servi'),
  GRANT_DIFFERS: entry(
    403,
    'correct',
    'The right was lent for something else',
    'Le droit a été prêté pour autre chose',
  ),
  STORE_PERSON_REQUIRED: entry(
    403,
    'correct',
    'One of the two people must be of the store',
    'L’une des deux personnes doit être du magasin',
  ),
  APPROVAL_UNKNOWN: entry(
    404,
    'never',
    'Nobody asked for this approval',
    'Cette approbation n’a pas été demandée',
  ),
  APPROVAL_EXPIRED: entry(
    409,
    'never',
    'This approval was asked for too long ago',
    'Cette approbation a été demandée il y a trop longtemps',
  ),
  APPROVAL_DONE: entry(409, 'never', 'This was approved already', 'Cette action a déjà été approuvée'),
} as const;
