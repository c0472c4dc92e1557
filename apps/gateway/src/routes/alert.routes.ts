import {
  acknowledgeAlertBody,
  alertCommands,
  alertFilters,
  alertQueries,
  changeAlertThresholdsBody,
  timeCursor,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, newest first.'),
  cursor: timeCursor.optional(),
};

/** What head office is warned of. */
export const alertRoutes = {
  listAlerts: get('/head-office/alerts', {
    access: 'headOffice',
    scope: 'supervision:read',
    contract: alertQueries.listAlerts,
    input: alertFilters.extend(page),
    summary: ['Alerts, newest first', 'Les alertes, de la plus récente à la plus ancienne'],
  }),
  acknowledgeAlert: post('/head-office/stores/:storeId/alerts/:alertId/acknowledgement', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: alertCommands.acknowledgeAlert,
    input: acknowledgeAlertBody,
    example: { note: 'Vu avec le magasin.' },
    summary: ['Say that somebody looks after it', 'Prendre une alerte en charge'],
    refusals: ['ALERT_UNKNOWN'],
  }),
  readAlertThresholds: get('/head-office/stores/:storeId/alert-thresholds', {
    access: 'headOffice',
    scope: 'supervision:read',
    contract: alertQueries.readAlertThresholds,
    summary: ['From when on a store’s alerts are raised', 'Les seuils d’alerte d’un magasin'],
    refusals: ['STORE_UNKNOWN'],
  }),
  changeAlertThresholds: post('/head-office/stores/:storeId/alert-thresholds', {
    access: 'administratorCommand',
    contract: alertCommands.changeAlertThresholds,
    input: changeAlertThresholdsBody,
    example: { openHours: 14, tillSilentMinutes: 10 },
    summary: ['Change them; what is not named stays', 'Changer ces seuils'],
    refusals: ['STORE_UNKNOWN'],
  }),
} as const satisfies Routes;
