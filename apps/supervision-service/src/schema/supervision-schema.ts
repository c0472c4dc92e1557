import type { ServiceSchema, TableGrant } from '@encaisse/service-kit';
import { Streams1795550000000 } from './1795550000000-streams.js';
import { Registers1795550001000 } from './1795550001000-registers.js';
import { Positions1795601000000 } from './1795601000000-positions.js';
import { People1795602000000 } from './1795602000000-people.js';
import { Sessions1795603000000 } from './1795603000000-sessions.js';
import { Sales1795603001000 } from './1795603001000-sales.js';
import { Alerts1795604000000 } from './1795604000000-alerts.js';
import { Commands1795605000000 } from './1795605000000-commands.js';
import { Messages1795612000000 } from './1795612000000-messages.js';
import { CommandWithdrawals1795612001000 } from './1795612001000-command-withdrawals.js';
import { AlertDeliveries1795613000000 } from './1795613000000-alert-deliveries.js';
import { AlertTimes1795674000000 } from './1795674000000-alert-times.js';
import { ToldTills1795675000000 } from './1795675000000-told-tills.js';

/** Tables whose rows are written once: what came from the stores, and what was done at head office, is never changed here. */
const INSERT_ONLY_TABLES = [
  'supervision_events',
  'supervision_faults',
  'supervision_command_outcomes',
  'supervision_people_journal',
];

/** This service's tables, and what its own database user may do with them. */
export const SUPERVISION_SCHEMA: ServiceSchema = {
  migrations: [
    Streams1795550000000,
    Registers1795550001000,
    Positions1795601000000,
    People1795602000000,
    Sessions1795603000000,
    Sales1795603001000,
    Alerts1795604000000,
    Commands1795605000000,
    Messages1795612000000,
    CommandWithdrawals1795612001000,
    AlertDeliveries1795613000000,
    AlertTimes1795674000000,
    ToldTills1795675000000,
  ],
  historyTable: 'supervision_migrations',
  // The read model is made again in them when it is checked.
  makesTemporaryTables: true,
  grants: [
    { tablePrefix: 'supervision_', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
    ...INSERT_ONLY_TABLES.map(
      (tablePrefix): TableGrant => ({ tablePrefix, privileges: ['SELECT', 'INSERT'] }),
    ),
  ],
};
