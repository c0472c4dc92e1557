import {
  adminCommands,
  adminQueries,
  createRegisterBody,
  createStoreBody,
  createTillBody,
  enrolmentCodeBody,
  registersCursor,
  storeSettingsBody,
  storesCursor,
  syncQueries,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';

/** A page of a list, as a query string has it: its numbers are text. */
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, newest first.'),
  cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
};
const pageQuery = z.strictObject(page);
const chainLimit = z.coerce
  .number()
  .int()
  .min(1)
  .max(1_000)
  .default(500)
  .describe('At most how many; a page of large rows ends earlier.');

/** Setting up the chain, and looking at it. */
export const headOfficeRoutes = {
  listStores: get('/head-office/stores', {
    access: 'administrator',
    scope: 'supervision:read',
    only: ({ stores, nextCursor }, seen) => ({
      stores: stores.filter(({ storeId }) => seen.includes(storeId)),
      nextCursor,
    }),
    contract: adminQueries.listStores,
    input: z.strictObject({ limit: chainLimit, cursor: storesCursor }),
    summary: ['Stores and their tills', 'Les magasins et leurs postes'],
  }),
  createStore: post('/head-office/stores', {
    access: 'administratorCommand',
    contract: adminCommands.createStore,
    input: createStoreBody,
    example: {
      code: 'S01',
      name: 'Lyon Part-Dieu',
      timeZone: 'Europe/Paris',
      toleranceCents: 200,
      responsable: { code: 'RESP', name: 'Responsable' },
    },
    status: 201,
    summary: [
      'Create a store with its first responsable, who gets a one-time PIN',
      'Créer un magasin et son responsable, avec un code provisoire',
    ],
    refusals: ['CODE_TAKEN'],
  }),
  changeStoreSettings: post('/head-office/stores/:storeId/settings', {
    access: 'administratorCommand',
    contract: adminCommands.changeStoreSettings,
    input: storeSettingsBody,
    example: { toleranceCents: 300, blindCount: false, drawerOnCashSale: true, maxDatasetAgeHours: 48 },
    summary: [
      'Change how a store counts, whether cash sales open its drawers, and how old data may serve while head office is silent',
      'Changer le comptage d’un magasin, l’ouverture de ses tiroirs et l’âge des données admises quand le siège est muet',
    ],
    refusals: ['STORE_UNKNOWN'],
  }),
  createTill: post('/head-office/stores/:storeId/tills', {
    access: 'administratorCommand',
    contract: adminCommands.createTill,
    input: createTillBody,
    example: { code: 'T1', name: 'Poste 1' },
    status: 201,
    summary: ['Create a till with its enrolment codes', 'Créer un poste et ses codes d’enrôlement'],
    refusals: ['STORE_UNKNOWN', 'CODE_TAKEN'],
  }),
  createRegister: post('/head-office/stores/:storeId/registers', {
    access: 'administratorCommand',
    contract: adminCommands.createRegister,
    input: createRegisterBody,
    example: { number: 1, name: 'CAISSE 01' },
    status: 201,
    summary: ['Create a register', 'Créer une caisse'],
    refusals: ['STORE_UNKNOWN', 'CODE_TAKEN'],
  }),
  givePinFromHeadOffice: post('/head-office/stores/:storeId/sellers/:sellerCode/pin', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: adminCommands.givePinFromHeadOffice,
    status: 201,
    summary: ['Give a seller a one-time PIN', 'Donner un code provisoire à un vendeur'],
    refusals: ['STORE_UNKNOWN', 'SELLER_UNKNOWN'],
  }),
  issueEnrolmentCode: post('/head-office/tills/:tillId/enrolment-codes', {
    access: 'administratorCommand',
    contract: adminCommands.issueEnrolmentCode,
    input: enrolmentCodeBody,
    example: { device: 'AGENT' },
    status: 201,
    summary: ['Give a new enrolment code', 'Donner un nouveau code d’enrôlement'],
    refusals: ['TILL_UNKNOWN'],
  }),
  revokeTill: post('/head-office/tills/:tillId/revoke', {
    access: 'administratorCommand',
    contract: adminCommands.revokeTill,
    summary: ["Revoke a till's credentials", 'Révoquer l’accès d’un poste'],
    refusals: ['TILL_UNKNOWN'],
  }),
  listRegisters: get('/head-office/registers', {
    access: 'administrator',
    scope: 'supervision:read',
    only: ({ registers, nextCursor }, seen) => ({
      registers: registers.filter(({ storeId }) => seen.includes(storeId)),
      nextCursor,
    }),
    contract: adminQueries.listRegisters,
    input: z.strictObject({ storeId: z.uuid().optional(), limit: chainLimit, cursor: registersCursor }),
    summary: ['Registers and their states', 'Les caisses et leurs états'],
  }),
  listSessions: get('/head-office/registers/:registerId/sessions', {
    access: 'administrator',
    scope: 'exports:read',
    contract: adminQueries.listSessions,
    input: pageQuery,
    summary: ['The days of a register', 'Les journées d’une caisse'],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  listExports: get('/head-office/registers/:registerId/exports', {
    access: 'administrator',
    scope: 'exports:read',
    contract: adminQueries.listExports,
    input: pageQuery,
    summary: ['The exports of a register', 'Les exports d’une caisse'],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  listPrintJobs: get('/head-office/registers/:registerId/print-jobs', {
    access: 'administrator',
    contract: adminQueries.listPrintJobs,
    input: pageQuery,
    summary: ['The print jobs of a register', 'Les impressions d’une caisse'],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  readZ: get('/head-office/sessions/:sessionId/z', {
    access: 'administrator',
    scope: 'exports:read',
    placeOf: ({ registerId }) => ({ registerId }),
    contract: adminQueries.getZ,
    summary: ['The Z of a closed day', 'Le Z d’une journée fermée'],
    refusals: ['SESSION_UNKNOWN'],
  }),
  listJobs: get('/head-office/jobs', {
    access: 'headOffice',
    scope: 'jobs:read',
    contract: syncQueries.listJobs,
    input: z.strictObject({ storeId: z.uuid().optional(), registerId: z.uuid().optional(), ...page }),
    summary: ['Imports and exports', 'Les imports et les exports'],
  }),
  readJob: get('/head-office/jobs/:jobId', {
    access: 'administrator',
    scope: 'jobs:read',
    contract: syncQueries.getJob,
    summary: ['An import or export and its progress', 'Un import ou export et son avancement'],
    refusals: ['JOB_UNKNOWN'],
  }),
} as const satisfies Routes;
