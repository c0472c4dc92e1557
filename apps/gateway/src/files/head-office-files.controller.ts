import {
  FILE_PAGE,
  salesQueries,
  sessionQueries,
  soldTicketQueries,
  supervisionQueries,
} from '@encaisse/contracts';
import { Controller, Get, Query, Req, type StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { CalledBy } from '../access/caller.js';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { Services } from '../api/services.js';
import { salesAsked, sessionsAsked, ticketsAsked } from '../routes/read-model.routes.js';
import { overviewAsked } from '../routes/supervision.routes.js';
import { REGISTER_COLUMNS, SALES_COLUMNS, SESSION_COLUMNS, TICKET_COLUMNS } from './columns.js';
import { csvFile, FRENCH_CSV } from './csv-file.js';

const FILE = {
  tag: 'Supervision',
  access: 'headOffice',
  reply: z.string(),
  produces: FRENCH_CSV,
} as const;
type Asker = CalledBy<'headOffice'>;
const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** The lists of head office as files, filtered as the lists are. */
@Controller(API)
export class HeadOfficeFilesController {
  constructor(private readonly services: Services) {}

  @Get('head-office/registers.csv')
  @Operation({
    ...FILE,
    name: 'downloadRegisters',
    scope: 'supervision:read',
    summary: ['Registers as a file', 'Les caisses, en fichier CSV'],
    input: overviewAsked,
  })
  downloadRegisters(
    @Req() { caller }: Asker,
    @Query({ schema: overviewAsked }) filter: z.output<typeof overviewAsked>,
  ): Promise<StreamableFile> {
    return csvFile('caisses', REGISTER_COLUMNS, async (cursor) => {
      const asked = { ...caller, ...filter, limit: FILE_PAGE, ...after(cursor) };
      const page = await this.services.ask(supervisionQueries.overview, asked);
      return { rows: page.registers, next: page.nextCursor };
    });
  }

  @Get('head-office/sessions.csv')
  @Operation({
    ...FILE,
    name: 'downloadSessions',
    scope: 'sales:read',
    summary: ['Days and differences as a file', 'Les journées et les écarts, en fichier CSV'],
    input: sessionsAsked,
  })
  downloadSessions(
    @Req() { caller }: Asker,
    @Query({ schema: sessionsAsked }) filter: z.output<typeof sessionsAsked>,
  ): Promise<StreamableFile> {
    return csvFile('journees', SESSION_COLUMNS, async (cursor) => {
      const asked = { ...caller, ...filter, limit: FILE_PAGE, ...after(cursor) };
      const page = await this.services.ask(sessionQueries.listSupervisedSessions, asked);
      return { rows: page.items, next: page.nextCursor };
    });
  }

  @Get('head-office/tickets.csv')
  @Operation({
    ...FILE,
    name: 'downloadTickets',
    scope: 'sales:read',
    summary: ['Tickets as a file', 'Les tickets, en fichier CSV'],
    input: ticketsAsked,
  })
  downloadTickets(
    @Req() { caller }: Asker,
    @Query({ schema: ticketsAsked }) filter: z.output<typeof ticketsAsked>,
  ): Promise<StreamableFile> {
    return csvFile('tickets', TICKET_COLUMNS, async (cursor) => {
      const asked = { ...caller, ...filter, limit: FILE_PAGE, ...after(cursor) };
      const page = await this.services.ask(soldTicketQueries.listSoldTickets, asked);
      return { rows: page.items, next: page.nextCursor };
    });
  }

  @Get('head-office/sales.csv')
  @Operation({
    ...FILE,
    name: 'downloadSales',
    scope: 'sales:read',
    summary: ['Sales as a file', 'Les ventes, en fichier CSV'],
    input: salesAsked,
  })
  downloadSales(
    @Req() { caller }: Asker,
    @Query({ schema: salesAsked }) filter: z.output<typeof salesAsked>,
  ): Promise<StreamableFile> {
    return csvFile('ventes', SALES_COLUMNS, async (cursor) => {
      const asked = { ...caller, ...filter, limit: FILE_PAGE, ...after(cursor) };
      const page = await this.services.ask(salesQueries.readSales, asked);
      return { rows: page.figures, next: page.nextCursor };
    });
  }
}
