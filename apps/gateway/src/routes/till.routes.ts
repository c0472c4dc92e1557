import {
  connectBody,
  exportBody,
  givePinBody,
  heartbeatBody,
  importBody,
  openBody,
  resendBody,
  setPasswordBody,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { get, post, type Routes, remove } from '../api/route.js';
import { EXAMPLE_EXPORT_ID, EXAMPLE_SELLER } from './examples.js';
import { registerRefusals, SELLER_REFUSALS } from './refusals.js';

/** The till's opening screen, and the register it chooses there. */
export const tillRoutes = {
  readTillContext: get('/till/context', {
    access: 'till',
    contract: tillQueries.tillContext,
    summary: [
      'The opening screen: registers, states, allowed actions, sellers',
      'L’écran d’ouverture\u202f: caisses, états, actions possibles, vendeurs',
    ],
  }),
  sendHeartbeat: post('/till/heartbeat', {
    access: 'till',
    contract: tillQueries.heartbeat,
    input: heartbeatBody,
    example: { pendingCount: 0, connectionTokens: [] },
    summary: ['The page is alive, every 10 s', 'L’écran est vivant, toutes les 10 s'],
  }),
  startImport: post('/till/registers/:registerId/import', {
    access: 'tillCommand',
    contract: tillCommands.startImport,
    input: importBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: [
      "Import the register's data from head office",
      'Importer les données de la caisse depuis le siège',
    ],
    refusals: [...SELLER_REFUSALS, ...registerRefusals('import'), 'TILL_HOLDS_ANOTHER_REGISTER'],
  }),
  openRegister: post('/till/registers/:registerId/open', {
    access: 'tillCommand',
    contract: tillCommands.openRegister,
    input: openBody,
    example: {
      seller: EXAMPLE_SELLER,
      openingFloatCents: 15_000,
      denominations: [
        { valueCents: 2_000, count: 5 },
        { valueCents: 1_000, count: 5 },
      ],
    },
    status: 201,
    summary: ['Open the register with its counted float', 'Ouvrir la caisse avec son fond compté'],
    refusals: [
      ...SELLER_REFUSALS,
      ...registerRefusals('open'),
      'TILL_HOLDS_ANOTHER_REGISTER',
      'AMOUNT_INVALID',
      'CLOCK_BEHIND',
    ],
  }),
  connect: post('/till/registers/:registerId/connections', {
    access: 'tillCommand',
    contract: tillCommands.connect,
    input: connectBody,
    example: { seller: EXAMPLE_SELLER },
    status: 201,
    summary: [
      'Connect a seller: gives the token that selling takes',
      'Connecter un vendeur\u202f: donne le jeton de vente',
    ],
    refusals: [...SELLER_REFUSALS, ...registerRefusals('connect')],
  }),
  disconnect: remove('/till/registers/:registerId/connections/current', {
    access: 'seller',
    contract: tillCommands.disconnect,
    summary: ['Disconnect the seller', 'Déconnecter le vendeur'],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  startExport: post('/till/registers/:registerId/export', {
    access: 'tillCommand',
    contract: tillCommands.startExport,
    input: exportBody,
    example: { exportId: EXAMPLE_EXPORT_ID, seller: EXAMPLE_SELLER },
    status: 202,
    summary: ['Export the closed days to head office', 'Exporter les journées fermées vers le siège'],
    refusals: [...SELLER_REFUSALS, ...registerRefusals('export'), 'ID_REUSED'],
  }),
  resendExport: post('/till/registers/:registerId/exports/:exportId/resend', {
    access: 'tillCommand',
    contract: tillCommands.resendExport,
    input: resendBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: ['Send the last export again', 'Renvoyer le dernier export'],
    refusals: [...SELLER_REFUSALS, ...registerRefusals('resend'), 'EXPORT_UNKNOWN'],
  }),
  readExport: get('/till/exports/:exportId', {
    access: 'till',
    contract: tillQueries.getExport,
    summary: ['An export, session by session', 'Un export, journée par journée'],
    refusals: ['EXPORT_UNKNOWN'],
  }),
  setPassword: post('/till/sellers/:sellerCode/password', {
    access: 'tillCommand',
    contract: tillCommands.setPassword,
    input: setPasswordBody,
    example: { pin: '482913', newPassword: 'un mot de passe à soi' },
    summary: [
      'Choose a password, with the one-time PIN or the former one',
      'Choisir son mot de passe, avec le code provisoire ou l’ancien',
    ],
    refusals: ['CREDENTIALS_INVALID', 'SELLER_LOCKED', 'PASSWORD_TOO_WEAK'],
  }),
  givePin: post('/till/sellers/:sellerCode/pin', {
    access: 'tillCommand',
    contract: tillCommands.givePin,
    input: givePinBody,
    example: { seller: EXAMPLE_SELLER },
    status: 201,
    summary: ['Give a seller a one-time PIN', 'Donner un code provisoire à un vendeur'],
    refusals: [...SELLER_REFUSALS, 'SELLER_UNKNOWN'],
  }),
} as const satisfies Routes;
