import { articleByBarcode } from '@encaisse/catalogue';
import {
  done,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { lineGross, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { withLine } from './draft.js';
import { DraftCommands } from './draft-commands.js';
import { asListed, type LineColumns } from './line.columns.js';
import { pinnedDatasetOf } from './pinned-dataset.js';
import type { Sale } from './sale.js';

const contract = ticketCommands.addLine;
type Request = RequestOf<typeof contract>;

/** Sells an article by its barcode: label, price and VAT rate are copied from the dataset that the register is pinned to. */
@Injectable()
export class AddLineHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: Request): Promise<Outcome<TicketView>> {
    return this.commands.change({
      contract,
      request,
      work: async (draft, sale) => {
        const line = await lineOf(request, sale);
        return line.ok ? withLine(draft, line.value) : line;
      },
    });
  }
}

async function lineOf(
  { lineId, barcode, quantityThousandths }: Request,
  { unit, manager }: Sale,
): Promise<Outcome<LineColumns>> {
  const article = await articleByBarcode(manager, pinnedDatasetOf(unit.register), barcode);
  if (article === null) return refused('ARTICLE_UNKNOWN', { barcode });
  const { articleCode, label, unit: soldBy, unitPriceCents, vatBasisPoints } = article;
  const grossCents = lineGross(toCents(unitPriceCents), quantityThousandths);
  return done({
    lineId,
    barcode,
    articleCode,
    label,
    unit: soldBy,
    quantityThousandths,
    vatBasisPoints,
    ...asListed({ listPriceCents: unitPriceCents, grossCents }),
  });
}
