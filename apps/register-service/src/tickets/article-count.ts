import type { ArticleUnit } from '@encaisse/register-domain';

const PIECE_THOUSANDTHS = 1000;

interface Counted {
  readonly unit: ArticleUnit;
  readonly quantityThousandths: number;
}

/** The articles of a ticket as a shopper counts them: each piece, and one for each weighed line; none that is given back. */
export const articleCountOf = (lines: readonly Counted[]): number =>
  lines
    .filter(({ quantityThousandths }) => quantityThousandths > 0)
    .reduce((sum, line) => sum + (line.unit === 'PIECE' ? piecesOf(line) : 1), 0);

const piecesOf = ({ quantityThousandths }: Counted): number =>
  Math.ceil(quantityThousandths / PIECE_THOUSANDTHS);
