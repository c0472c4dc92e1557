import { entry } from '../error-entry.js';

/** What head office is warned of, and who is told. */
export const ALERTS = {
  ALERT_UNKNOWN: entry(404, 'never', 'Unknown alert', 'Alerte inconnue'),
  SUBSCRIPTION_UNKNOWN: entry(404, 'never', 'Unknown subscription', 'Abonnement inconnu'),
  SUBSCRIPTION_OFF: entry(
    409,
    'correct',
    'This subscription is switched off',
    'Cet abonnement est désactivé',
  ),
  CHANNEL_DIFFERS: entry(
    409,
    'correct',
    'A subscription stays a mail or a webhook: make another one',
    'Un abonnement reste courriel ou webhook\u202f: créez-en un autre',
  ),
  MAIL_NOT_CONFIGURED: entry(
    409,
    'never',
    'This server is not configured to send mail',
    'Ce serveur n’est pas configuré pour envoyer des courriels',
  ),
  WEBHOOK_FORBIDDEN: entry(
    422,
    'correct',
    'No webhook may go to this address',
    'Aucun webhook ne peut aller à cette adresse',
  ),
  DELIVERY_UNKNOWN: entry(404, 'never', 'Unknown delivery', 'Envoi inconnu'),
  DELIVERY_MADE: entry(409, 'never', 'This was delivered', 'Cet envoi est arrivé'),
} as const;
