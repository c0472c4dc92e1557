import { entry } from '../error-entry.js';

/** What a line costs. */
export const PRICING = {
  QUANTITY_INVALID: entry(
    422,
    'correct',
    'This article is not sold in this quantity',
    'Cet article ne se vend pas en cette quantité',
  ),
  LINE_GIVES_BACK: entry(
    409,
    'never',
    'This line gives something back: it can only be removed',
    'Cette ligne est un remboursement\u202f: elle peut seulement être retirée',
  ),
  LINE_FROM_LABEL: entry(
    409,
    'never',
    'The label of this article holds its amount: remove the line and scan again',
    'Le montant vient de l’étiquette\u202f: retirez la ligne et scannez de nouveau',
  ),
  LENT_FOR_LESS: entry(
    409,
    'correct',
    'The discount was lent for less: remove it or have it lent again',
    'La remise a été accordée pour un montant moindre\u202f: retirez-la ou redemandez-la',
  ),
} as const;
