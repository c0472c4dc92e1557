import { reachingCommands, renameRegisterBody, renameTillBody } from '@encaisse/contracts';
import { post, type Routes } from '../api/route.js';

/** What head office does in a store that runs. */
export const reachingRoutes = {
  renameTill: post('/head-office/tills/:tillId/name', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.renameTill,
    input: renameTillBody,
    example: { name: 'Poste accueil' },
    summary: ['Rename a till', 'Renommer un poste'],
    refusals: ['TILL_UNKNOWN'],
  }),
  renameRegister: post('/head-office/registers/:registerId/name', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    contract: reachingCommands.renameRegister,
    input: renameRegisterBody,
    example: { name: 'CAISSE ACCUEIL' },
    summary: [
      'Rename a register; what was printed and sealed before keeps the former name',
      'Renommer une caisse\u202f; ce qui a été imprimé et scellé garde l’ancien nom',
    ],
    refusals: ['REGISTER_UNKNOWN'],
  }),
} as const satisfies Routes;
