import {
  done,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { measuredSale } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { scanned } from '../catalogue/scanned.js';
import { withLine } from './draft.js';
import { DraftCommands } from './draft-commands.js';
import { asListed, type LineColumns } from './line.columns.js';
import { pinnedDatasetOf } from './pinned-dataset.js';
import type { Sale } from './sale.js';

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
        const line = await lineOf(request, sale);
        return line.ok ? withLine(draft, line.value) : line;
      },
    });
  }
}

async function lineOf(
  { lineId, barcode: text, quantityThousandths: asked }: Request,
  { unit, manager }: Sale,
): Promise<Outcome<LineColumns>> {
  const answer = await scanned(manager, pinnedDatasetOf(unit.register), text);
  if (!answer.ok) return answer;
  const { article, barcode, ...label } = answer.value;
  const measured = measuredSale(article, label, asked ?? null);
  const { articleCode, unit: soldBy } = article;
  if (!measured.ok) {
    return refused('QUANTITY_INVALID', { problem: measured.problem, articleCode, unit: soldBy });
  }
  const { quantityThousandths, unitPriceCents, grossCents, fromBarcode } = measured.sale;
  return done({
    lineId,
    barcode,
    articleCode,
    label: article.label,
    unit: soldBy,
    quantityThousandths,
    vatBasisPoints: article.vatBasisPoints,
    ...asListed({ listPriceCents: unitPriceCents, grossCents }),
    grossFrom: fromBarcode ? 'BARCODE' : 'PRICE',
  });
}
