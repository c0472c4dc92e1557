import type { RegisterOverview, SalesFigure, SupervisedSession, SupervisedTicket } from '@encaisse/contracts';
import { REGISTER_STATE_LABELS } from '@encaisse/register-domain';
import { type Column, date, euros, moment, percent, text, whole } from './csv-file.js';

const STANDINGS = {
  PENDING: 'à exporter',
  REFUSED: 'refusée',
  ACKNOWLEDGED: 'acquittée',
  ACCEPTED_APART: 'admise à part',
} as const;
const standing = (session: SupervisedSession): string => {
  if (session.lostAt !== null) return 'perdue';
  return session.standing === null ? 'en cours' : STANDINGS[session.standing];
};

export const REGISTER_COLUMNS: readonly Column<RegisterOverview>[] = [
  ['Magasin', (row) => text(row.storeCode)],
  ['Nom du magasin', (row) => text(row.storeName)],
  ['Caisse', (row) => whole(row.number)],
  ['Nom de la caisse', (row) => text(row.name)],
  ['État', (row) => REGISTER_STATE_LABELS[row.state].labelFr],
  ['Depuis', (row) => moment(row.since, row.timeZone)],
  ['Muette', (row) => (row.stale ? 'oui' : 'non')],
  ['Poste', (row) => text(row.tillCode)],
  ['Vendeur', (row) => text(row.sellerCode)],
  ['Journée', (row) => date(row.businessDate)],
  ['Tickets', (row) => whole(row.dayTicketCount)],
  ['Recette TTC', (row) => euros(row.dayTtcCents)],
  ['Dernier écart', (row) => euros(row.lastDifferenceCents)],
  ['Journées à exporter', (row) => whole(row.pendingSessionCount)],
  ['Données', (row) => whole(row.datasetVersion)],
];

export const SESSION_COLUMNS: readonly Column<SupervisedSession>[] = [
  ['Magasin', (row) => text(row.storeCode)],
  ['Caisse', (row) => whole(row.registerNumber)],
  ['Journée', (row) => date(row.businessDate)],
  ['Ouverture', (row) => moment(row.openedAt, row.timeZone)],
  ['Ouverte par', (row) => text(row.openedBy)],
  ['Fond de caisse', (row) => euros(row.openingFloatCents)],
  ['Clôture', (row) => moment(row.closedAt, row.timeZone)],
  ['Clôturée par', (row) => text(row.closedBy)],
  ['N° de Z', (row) => whole(row.zNumber)],
  ['Tickets', (row) => whole(row.ticketCount)],
  ['Recette TTC', (row) => euros(row.ttcCents)],
  ['Espèces attendues', (row) => euros(row.expectedCashCents)],
  ['Espèces comptées', (row) => euros(row.countedCashCents)],
  ['Écart', (row) => euros(row.differenceCents)],
  ['Motif', (row) => text(row.closingReason)],
  ['Recomptages', (row) => whole(row.recounts.length)],
  ['Situation', standing],
  ['Réglée le', (row) => moment(row.settledAt, row.timeZone)],
  ['Motif du refus', (row) => text(row.refusal?.reason ?? null)],
];

export const TICKET_COLUMNS: readonly Column<SupervisedTicket>[] = [
  ['Magasin', (row) => text(row.storeCode)],
  ['Caisse', (row) => whole(row.registerNumber)],
  ['Journée', (row) => date(row.businessDate)],
  ['N° de ticket', (row) => whole(row.number)],
  ['Nature', (row) => (row.kind === 'SALE' ? 'vente' : 'remboursement')],
  ['Date', (row) => moment(row.finalisedAt, row.timeZone)],
  ['Vendeur', (row) => text(row.sellerCode)],
  ['Montant TTC', (row) => euros(row.ttcCents)],
  ['Lignes', (row) => whole(row.lineCount)],
  ['Tardif', (row) => (row.late ? 'oui' : 'non')],
  ['Identifiant', (row) => row.ticketId],
];

export const SALES_COLUMNS: readonly Column<SalesFigure>[] = [
  ['Journée', (row) => date(row.businessDate)],
  ['Heure', (row) => (row.hour === null ? '' : `${row.hour} h`)],
  ['Magasin', (row) => text(row.storeCode)],
  ['Caisse', (row) => whole(row.registerNumber)],
  ['Moyen de paiement', (row) => text(row.tenderCode)],
  ['Taux de TVA (%)', (row) => percent(row.vatBasisPoints)],
  ['Nombre', (row) => whole(row.count)],
  ['Remboursements', (row) => whole(row.refundCount)],
  ['Montant TTC', (row) => euros(row.ttcCents)],
  ['Montant HT', (row) => euros(row.htCents)],
  ['TVA', (row) => euros(row.vatCents)],
];
