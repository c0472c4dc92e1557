import type { AlertRule, AlertView } from '@encaisse/contracts';
import type { Place } from './alert-words.js';
import type { Delivery } from './delivery.js';
import { difference, duration, moment } from './french.js';
import { mailOf } from './mail-text.js';
import { bodyOf, noticeOf } from './notice.js';

const ID = '019ab3e1-3f44-7051-8ac6-a1b0cfde4353';
const AT = '2026-03-02T23:05:00.000Z';
const before = (minutes: number) => new Date(Date.parse(AT) - minutes * 60_000).toISOString();
const PLACE: Place = {
  store: { storeId: ID, code: 'S01', name: 'Lyon' },
  register: { registerId: ID, name: 'CAISSE 02' },
  till: { tillId: ID, name: 'Poste 1' },
  timeZone: 'Europe/Paris',
};
const alertOf = (
  rule: AlertRule,
  facts: AlertView['facts'],
  changes: Partial<AlertView> = {},
): AlertView => ({
  ...{ alertId: ID, storeId: ID, rule, subject: ID, severity: 'WARNING', registerId: ID, tillId: ID, facts },
  ...{ raisedAt: AT, updatedAt: AT, updates: 0, acknowledged: null, closedAt: null },
  ...changes,
});
const deliveryOf = (alert: AlertView | null, told: Delivery['moment'] = 'RAISED'): Delivery => ({
  ...{
    deliveryId: ID,
    subscriptionId: ID,
    storeId: ID,
    moment: told,
    channel: 'MAIL',
    receiver: 'a@b.example',
  },
  ...{ alert, messageId: null, state: 'PENDING', attempts: 0, lastError: null, createdAt: new Date(AT) },
  ...{ nextAttemptAt: null, giveUpAt: new Date(AT), finishedAt: null },
});
const notice = (alert: AlertView | null, told?: Delivery['moment'], place = PLACE) =>
  noticeOf(deliveryOf(alert, told), place, undefined);
const headline = (rule: AlertRule, facts: AlertView['facts']) => notice(alertOf(rule, facts)).words.headline;
const OPEN = alertOf('OPEN_TOO_LONG', { openedAt: before(965), openHours: 16 });

describe('an alert in French', () => {
  it.each<[AlertRule, AlertView['facts'], string]>([
    ['OPEN_TOO_LONG', { openedAt: before(965), openHours: 16 }, 'CAISSE 02 ouverte depuis plus de 16_h'],
    [
      'EXPORT_LATE',
      { sessions: 2, oldestPendingAt: before(60 * 24 * 3), exportHours: 12 },
      'CAISSE 02_: 2_journées à exporter depuis 3_jours',
    ],
    [
      'DIFFERENCE_OVER_TOLERANCE',
      { sessionId: ID, differenceCents: -123_450, toleranceCents: 200 },
      'CAISSE 02_: écart de caisse de −1_234,50_€',
    ],
    [
      'PRINTER_SILENT',
      { agentSeenAt: before(11), minutes: 10 },
      'Poste 1_: imprimante sans nouvelles depuis 11_min',
    ],
    [
      'PRINTER_OUT_OF_PAPER',
      { state: 'COVER_OPEN', since: before(3) },
      'Poste 1_: capot de l’imprimante ouvert depuis 3_min',
    ],
    ['TILL_SILENT', { pageSeenAt: before(6), minutes: 5 }, 'Poste 1_: écran sans nouvelles depuis 6_min'],
    [
      'IMPORT_FAILING',
      { failures: 3, reason: 'CHECKSUM', firstAt: before(70) },
      'CAISSE 02_: 3_imports en échec d’affilée',
    ],
    [
      'OUTBOX_OLD',
      { kind: 'SILENT', since: before(60), minutes: 5 },
      'magasin sans nouvelles depuis plus de 1_h',
    ],
    ['OUTBOX_OLD', { kind: 'BEHIND', since: before(6), minutes: 5 }, 'événements en retard depuis 6_min'],
    ['INTEGRITY_FAULT', { faults: 1, code: 'HASH', seq: 4 }, 'CAISSE 02_: 1_anomalie d’intégrité'],
    [
      'PASSWORDS_FAILED',
      { sellerCode: 'V01', failures: 5, at: AT },
      'Poste 1_: 5_mots de passe erronés d’affilée',
    ],
    [
      'FORCED_ACTION',
      { action: 'holdTransferred', at: AT, by: 'RESP', approvedBy: 'admin', reason: 'panne' },
      'CAISSE 02_: caisse transférée sur un autre poste par RESP',
    ],
  ])('%s', (rule, facts, said) => {
    expect(headline(rule, facts)).toBe(said.replaceAll('_', '\u202f'));
  });

  it('has words for people at head office, reasons and faults, and the singular where there is one', () => {
    const facts = {
      action: 'holdTransferred',
      at: AT,
      by: 'siege:un@chaine.example',
      approvedBy: 'siege:deux@chaine.example',
    };
    const forced = notice(alertOf('FORCED_ACTION', { ...facts, reason: null })).words;
    expect(forced.headline).toBe(
      'CAISSE 02\u202f: caisse transférée sur un autre poste par le siège (un@chaine.example)',
    );
    expect(forced.details).toContainEqual(['Accord donné par', 'le siège (deux@chaine.example)']);
    const failing = notice(
      alertOf('IMPORT_FAILING', { failures: 1, reason: 'IMPORT_TOO_MANY_REJECTS', firstAt: AT }),
    ).words;
    expect(failing.headline).toBe('CAISSE 02\u202f: 1\u202fimport en échec');
    expect(failing.details).toContainEqual(['Dernier motif', 'trop de lignes des données sont erronées']);
    const fault = notice(alertOf('INTEGRITY_FAULT', { faults: 1, code: 'GAP', seq: 4 })).words;
    expect(fault.details).toContainEqual(['Nature', 'des événements manquent']);
  });

  it('is told by its name when its facts are not those that there are words for', () => {
    expect(notice(alertOf('OPEN_TOO_LONG', { openedAt: 'hier' })).words.headline).toBe('OPEN_TOO_LONG');
  });

  it('writes durations, moments and amounts as French people do', () => {
    const minute = 60_000;
    expect([0, 59, 60, 61, 47 * 60, 48 * 60].map((minutes) => duration(minutes * minute))).toEqual(
      ['1_min', '59_min', '1_h', '1_h_01', '47_h', '2_jours'].map((text) => text.replaceAll('_', '\u202f')),
    );
    expect(moment(new Date('2026-03-01T07:05:00Z'), 'Europe/Paris')).toBe(
      'le 1er mars 2026 à 8\u202fh\u202f05',
    );
    expect(difference(-5)).toBe('−0,05\u202f€');
    expect(difference(1_234_567)).toBe('+12\u202f345,67\u202f€');
  });
});

describe('a mail', () => {
  it('has one line for a subject, whatever a store is called', () => {
    const name = 'Lyon\r\nBcc: autre@chaine.example\u2028';
    const place = { ...PLACE, store: { storeId: ID, code: 'S01', name } };
    const { subject, html } = mailOf([notice(OPEN, 'RAISED', place)]);
    expect(subject).toBe(
      'Encaisse · Lyon Bcc: autre@chaine.example  · CAISSE 02 ouverte depuis plus de 16\u202fh',
    );
    expect(html).toContain('Lyon');
    const long = { ...PLACE, register: { registerId: ID, name: 'C'.repeat(400) } };
    expect(mailOf([notice(OPEN, 'RAISED', long)]).subject).toHaveLength(160);
  });

  it('says an alert once, as it is by now, and counts stores that are too many to name', () => {
    const closed = { ...OPEN, closedAt: '2026-03-02T23:35:00.000Z' };
    expect(mailOf([notice(OPEN), notice(closed, 'CLOSED')]).subject).toMatch(/^Encaisse · Lyon · clos/u);
    const others = ['A', 'B', 'C', 'D'].map((name) => {
      const place = { ...PLACE, store: { storeId: ID, code: 'S01', name } };
      return notice({ ...OPEN, alertId: ID.replace('019', `${name}19`) }, 'RAISED', place);
    });
    expect(mailOf(others).subject).toBe('Encaisse · 4\u202fmagasins · 4\u202falertes');
  });
});

it('a webhook is told the same body each time', () => {
  expect(JSON.stringify(bodyOf(notice(OPEN)))).toBe(JSON.stringify(bodyOf(notice(OPEN))));
  expect(bodyOf(notice(null, 'TEST'))).toMatchObject({ version: 1, type: 'test', data: { alert: null } });
});
