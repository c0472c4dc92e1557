import type { Routes } from '../api/route.js';
import type { Tag } from '../openapi/names.js';
import { alertRoutes } from './alert.routes.js';
import { alertDeliveryRoutes } from './alert-delivery.routes.js';
import { cashRoutes } from './cash.routes.js';
import { catalogueRoutes } from './catalogue.routes.js';
import { closingRoutes } from './closing.routes.js';
import { commandRoutes } from './command.routes.js';
import { headOfficeRoutes } from './head-office.routes.js';
import { importingRoutes } from './importing.routes.js';
import { lateTicketRoutes } from './late-ticket.routes.js';
import { messageRoutes } from './message.routes.js';
import { peopleRoutes } from './people.routes.js';
import { pricingRoutes } from './pricing.routes.js';
import { printingRoutes } from './printing.routes.js';
import { reachingRoutes } from './reaching-in.routes.js';
import { readModelRoutes } from './read-model.routes.js';
import { refundRoutes } from './refund.routes.js';
import { supervisionRoutes } from './supervision.routes.js';
import { ticketRoutes } from './ticket.routes.js';
import { tillRoutes } from './till.routes.js';
import { userRoutes } from './user.routes.js';

/** Every route that passes a request on as it is, by chapter. */
export const ROUTES: ReadonlyMap<Tag, Routes> = new Map<Tag, Routes>([
  ['Till', tillRoutes],
  ['Articles', catalogueRoutes],
  ['Tickets', ticketRoutes],
  ['Prices', pricingRoutes],
  ['Refunds', refundRoutes],
  ['Late tickets', lateTicketRoutes],
  ['Drawer', cashRoutes],
  ['Closing', closingRoutes],
  ['People', peopleRoutes],
  ['Jobs', importingRoutes],
  ['Printing', printingRoutes],
  ['Head office', { ...headOfficeRoutes, ...reachingRoutes }],
  ['Users', userRoutes],
  ['Supervision', { ...supervisionRoutes, ...readModelRoutes, ...commandRoutes }],
  ['Alerts', { ...alertRoutes, ...alertDeliveryRoutes }],
  ['Messages', messageRoutes],
]);
