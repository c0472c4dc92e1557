import type { ErrorCode } from '@encaisse/contracts';

/** Names by which operations refer to the OpenAPI document's components. */
export const SECURITY = { till: 'till', connection: 'connection', headOffice: 'headOffice' } as const;
export const PROBLEM_SCHEMA = '#/components/schemas/Problem';
export const componentExample = (code: ErrorCode): string => `#/components/examples/${code}`;

/** The chapters of the API, in reading order. */
export const TAGS = {
  Till: 'The opening screen and the register · L’écran d’ouverture et la caisse',
  Articles: 'Articles looked up · Recherche d’articles',
  Tickets: 'Selling · La vente',
  Prices: 'Quantities, prices and discounts · Quantités, prix et remises',
  Refunds: 'Tickets found again, refunds · Tickets retrouvés, remboursements',
  'Late tickets': 'Tickets sold offline that came too late · Tickets vendus hors ligne et arrivés trop tard',
  Drawer: 'Cash movements, X · Mouvements d’espèces, X',
  Closing: 'Count, Z · Comptage, Z',
  People: 'Rights lent, what takes two people · Droits prêtés, actions à deux personnes',
  Jobs: 'Progress of imports and exports · Avancement des imports et exports',
  Printing: 'Duplicates and print jobs · Duplicatas et impressions',
  'Head office': 'Set-up · Paramétrage',
  Users:
    'Users of head office, their sessions, keys of other systems · Utilisateurs du siège, sessions, clés d’API',
  Supervision: 'All stores, as they told it · Tous les magasins, tels qu’ils le disent',
  Messages: 'What head office says at the tills · Les messages du siège aux postes',
  Alerts: 'What head office is warned of · Ce dont le siège est averti',
} as const;
export type Tag = keyof typeof TAGS;
