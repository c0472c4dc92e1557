const PIECE_THOUSANDTHS = 1000;

/** The articles of a ticket as a shopper counts them: each piece, and one for each weighed line. */
export const articleCountOf = (lines: readonly { readonly quantityThousandths: number }[]): number =>
  lines.reduce((sum, { quantityThousandths }) => {
    const isWhole = quantityThousandths % PIECE_THOUSANDTHS === 0;
    return sum + (isWhole ? quantityThousandths / PIECE_THOUSANDTHS : 1);
  }, 0);
