import { entry } from '../error-entry.js';

/** What head office is warned of. */
export const ALERTS = {
  ALERT_UNKNOWN: entry(404, 'never', 'Unknown alert', 'Alerte inconnue'),
} as const;
