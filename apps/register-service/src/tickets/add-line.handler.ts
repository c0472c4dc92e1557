import { type Outcome, type RequestOf, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { withLine } from './draft.js';
import { DraftCommands } from './draft-commands.js';
import { pinnedDatasetOf } from './pinned-dataset.js';
import { soldLine } from './sold-line.js';

const contract = ticketCommands.addLine;
type Request = RequestOf<typeof contract>;

/** Sells an article by what was scanned: label, price and VAT rate are copied from the dataset that the register is pinned to. */
@Injectable()
export class AddLineHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: Request): Promise<Outcome<TicketView>> {
    return this.commands.change({
      contract,
      request,
      work: async (draft, sale) => {
        const line = await soldLine(sale.manager, pinnedDatasetOf(sale.unit.register), request);
        return line.ok ? withLine(draft, line.value) : line;
      },
    });
  }
}
