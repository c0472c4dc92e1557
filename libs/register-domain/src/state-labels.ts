import type { RegisterState } from './transitions.js';

/** Each state as the till's screens name it, and what it means. */
export const REGISTER_STATE_LABELS = {
  AWAITING_IMPORT: {
    labelFr: 'Fermée, en attente d’import',
    meaning: 'No till has its data, nothing of it is left to export.',
  },
  IMPORTING: { labelFr: 'Import en cours', meaning: 'A till is fetching its data from head office.' },
  READY: {
    labelFr: 'Fermée, données importées',
    meaning: 'One till has its data and may open it. No till holds it yet.',
  },
  OPEN: { labelFr: 'Ouverte', meaning: 'A session is being sold in. From here on its till holds it.' },
  CLOSING: { labelFr: 'Comptage', meaning: 'Selling is frozen while the drawer is counted.' },
  TO_EXPORT: {
    labelFr: 'Fermée, à exporter',
    meaning: 'Sealed sessions wait for head office. It may open again before.',
  },
  EXPORTING: { labelFr: 'Export en cours', meaning: 'Its sessions are on their way to head office.' },
  OUT_OF_SERVICE: {
    labelFr: 'Hors service',
    meaning: 'Its hold was released by force. It comes back when the late export is matched, or never.',
  },
} as const satisfies Record<RegisterState, { labelFr: string; meaning: string }>;
