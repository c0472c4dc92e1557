import type { ArticleForSale } from '@encaisse/catalogue';
import type { ArticleView } from '@encaisse/contracts';

export const viewOfArticle = (article: ArticleForSale): ArticleView => ({
  articleCode: article.articleCode,
  label: article.label,
  unit: article.unit,
  unitPriceCents: article.unitPriceCents,
  vatBasisPoints: article.vatBasisPoints,
});
