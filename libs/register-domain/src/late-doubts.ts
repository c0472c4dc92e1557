/** What can be doubtful about a late ticket, in the order in which it is told. The codes never change their meaning. */
export const LATE_DOUBTS = [
  'CLOCK',
  'SELLER',
  'DATA_GONE',
  'REPEATED_ID',
  'ARTICLE',
  'QUANTITY',
  'PRICE',
  'TOTAL',
  'TENDER',
  'PAYMENT',
] as const;
export type LateDoubtCode = (typeof LATE_DOUBTS)[number];

/** The sentence of each doubt, English and French; its facts complete it. Narrow no-break spaces are written \u202f. */
export const LATE_DOUBT_SENTENCES: Readonly<Record<LateDoubtCode, { title: string; titleFr: string }>> = {
  CLOCK: {
    title: 'It was not sold between the opening of its session and now.',
    titleFr: 'L’heure de vente n’est pas entre l’ouverture de sa journée et maintenant.',
  },
  SELLER: {
    title: 'This seller was never connected to that session.',
    titleFr: 'Ce vendeur n’a jamais été connecté à cette journée.',
  },
  DATA_GONE: {
    title: 'The data of that session are no longer kept: nothing can be compared with them.',
    titleFr: 'Les données de cette journée ne sont plus conservées\u202f: rien ne peut leur être comparé.',
  },
  REPEATED_ID: {
    title: 'Two lines or two payments have the same id.',
    titleFr: 'Deux lignes ou deux règlements ont le même identifiant.',
  },
  ARTICLE: {
    title: 'That session did not know this article.',
    titleFr: 'Cette journée ne connaissait pas cet article.',
  },
  QUANTITY: {
    title: 'This article is not sold in such a quantity.',
    titleFr: 'Cet article ne se vend pas dans cette quantité.',
  },
  PRICE: {
    title: 'This line had another price in that session.',
    titleFr: 'Cette ligne avait un autre prix dans cette journée.',
  },
  TOTAL: {
    title: 'The lines do not come to this total.',
    titleFr: 'Les lignes ne font pas ce total.',
  },
  TENDER: {
    title: 'That session did not know this tender.',
    titleFr: 'Cette journée ne connaissait pas ce mode de règlement.',
  },
  PAYMENT: {
    title: 'The payments do not settle the ticket.',
    titleFr: 'Les règlements ne soldent pas le ticket.',
  },
};
