import type { ServiceSchema, TableGrant } from '@encaisse/service-kit';
import { MIGRATIONS } from './migrations/index.js';

/** Tables whose rows are written once: the service's own user can do no more to them. */
export const INSERT_ONLY_TABLES: readonly string[] = [
  'register_incarnations',
  'register_local_sellers',
  'register_sessions',
  'register_session_seals',
  'register_session_marks',
  'register_grants',
  'register_grant_uses',
  'register_approvals',
  'register_approval_outcomes',
  'register_commands',
  'register_outbox',
  'register_store_outbox',
  'register_tickets',
  'register_ticket_lines',
  'register_ticket_payments',
  'register_ticket_vat',
  'register_ticket_handovers',
  'register_abandoned_tickets',
  'register_late_tickets',
  'register_late_settlements',
  'register_cash_movements',
  'register_drawer_openings',
  'register_x_readings',
  'register_float_counts',
  'register_recounts',
  'register_zs',
  'register_print_reports',
  'register_print_verdicts',
  'register_messages',
  'register_message_withdrawals',
  'register_message_receipts',
];

/** This service's part of the database, and what its own user may do with it; the longest prefix decides. */
export const REGISTER_SCHEMA: ServiceSchema = {
  migrations: MIGRATIONS,
  historyTable: 'register_migrations',
  grants: [
    { tablePrefix: 'register_', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
    ...INSERT_ONLY_TABLES.map(
      (tablePrefix): TableGrant => ({ tablePrefix, privileges: ['SELECT', 'INSERT'] }),
    ),
    // The catalogue is sync-service's, whose migrations come first.
    { tablePrefix: 'catalogue_', privileges: ['SELECT'] },
  ],
};
