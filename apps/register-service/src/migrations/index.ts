import { StoresAndTills1732424400000 } from './1732424400000-stores-and-tills.js';
import { Sellers1732424401000 } from './1732424401000-sellers.js';
import { Registers1732424402000 } from './1732424402000-registers.js';
import { CommandsAndOutbox1732424403000 } from './1732424403000-commands-and-outbox.js';
import { Tickets1732424404000 } from './1732424404000-tickets.js';
import { Closings1732424405000 } from './1732424405000-closings.js';
import { Printing1732424406000 } from './1732424406000-printing.js';
import { LineModel1795501001000 } from './1795501001000-line-model.js';
import { Reductions1795501002000 } from './1795501002000-reductions.js';
import { TicketSearch1795502000000 } from './1795502000000-ticket-search.js';
import { Refunds1795502001000 } from './1795502001000-refunds.js';
import { Cash1795504000000 } from './1795504000000-cash.js';
import { Counting1795504001000 } from './1795504001000-counting.js';
import { Grants1795505000000 } from './1795505000000-grants.js';
import { Approvals1795505001000 } from './1795505001000-approvals.js';
import { Acceptances1795505002000 } from './1795505002000-acceptances.js';
import { DatasetAge1795506000000 } from './1795506000000-dataset-age.js';
import { PrintingWeather1795508000000 } from './1795508000000-printing-weather.js';
import { DraftsWhole1795520001000 } from './1795520001000-drafts-whole.js';
import { LentRight1795520004000 } from './1795520004000-lent-right.js';
import { LateTickets1795532000000 } from './1795532000000-late-tickets.js';
import { LateDoubts1795541000000 } from './1795541000000-late-doubts.js';
import { SealsByTime1795542000000 } from './1795542000000-seals-by-time.js';
import { Duplicates1795544000000 } from './1795544000000-duplicates.js';
import { Streams1795545000000 } from './1795545000000-streams.js';
import { AskedFromHeadOffice1795562000000 } from './1795562000000-asked-from-head-office.js';
import { Messages1795562001000 } from './1795562001000-messages.js';

/** In their order; a migration that has landed is never edited. */
export const MIGRATIONS = [
  StoresAndTills1732424400000,
  Sellers1732424401000,
  Registers1732424402000,
  CommandsAndOutbox1732424403000,
  Tickets1732424404000,
  Closings1732424405000,
  Printing1732424406000,
  LineModel1795501001000,
  Reductions1795501002000,
  TicketSearch1795502000000,
  Refunds1795502001000,
  Cash1795504000000,
  Counting1795504001000,
  Grants1795505000000,
  Approvals1795505001000,
  Acceptances1795505002000,
  PrintingWeather1795508000000,
  DraftsWhole1795520001000,
  LentRight1795520004000,
  DatasetAge1795506000000,
  LateTickets1795532000000,
  LateDoubts1795541000000,
  SealsByTime1795542000000,
  Duplicates1795544000000,
  Streams1795545000000,
  AskedFromHeadOffice1795562000000,
  Messages1795562001000,
];
