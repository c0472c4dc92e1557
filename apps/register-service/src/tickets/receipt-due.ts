import type { ArticleUnit } from '@encaisse/register-domain';

/**
 * Whether a ticket is printed although nobody asked for it. Since 1 August 2023 French law forbids to do so as a rule (code de
 * l'environnement, L. 541-15-10 IV), and excepts what a weighing instrument sells (D. 541-371); what is given back is
 * given back on paper, the customer's proof of it.
 */
export const isReceiptDue = (
  lines: readonly { readonly unit: ArticleUnit; readonly quantityThousandths: number }[],
): boolean => lines.some(({ unit, quantityThousandths }) => unit === 'KILOGRAM' || quantityThousandths < 0);
