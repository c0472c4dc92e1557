import { z } from 'zod';
import { id, text } from '../primitives.js';
import { adminCommand, rpc } from '../rpc.js';
import { registerView } from './register-views.js';
import { tillView } from './till-views.js';

export const renameTillBody = z.strictObject({ name: text(80) }).meta({ id: 'RenameTill' });
export const renameRegisterBody = z.strictObject({ name: text(40) }).meta({ id: 'RenameRegister' });

/** What head office does in a store that runs. */
export const reachingCommands = {
  renameTill: rpc(
    'encaisse.cmd.admin.renameTill.v1',
    adminCommand({ tillId: id, ...renameTillBody.shape }),
    tillView,
  ),
  /** What was printed and sealed under the former name keeps it. */
  renameRegister: rpc(
    'encaisse.cmd.admin.renameRegister.v1',
    adminCommand({ registerId: id, ...renameRegisterBody.shape }),
    registerView,
  ),
} as const;
