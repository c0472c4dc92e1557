import { accept, type Rule, refusal, refuse } from '../decision.js';
import type { RegisterIn } from '../register.js';
import type { HeldRegister } from '../till.js';

const notThisJob = ({ state, jobId }: RegisterIn<'IMPORTING'>) =>
  refuse(refusal('IMPORT_NOT_RUNNING', { state, runningJobId: jobId }));

/** Data that the former till may no longer open are given up: it holds another register by now. */
const restored = ({ former }: RegisterIn<'IMPORTING'>, formerTillHolds: HeldRegister | null) =>
  formerTillHolds === null ? former.state : 'AWAITING_IMPORT';

export const importRule: Rule<'import'> = (_, { at, by, till, jobId }) =>
  accept({ type: 'importStarted', at, by, tillId: till.tillId, jobId });

export const cancelImport: Rule<'cancelImport'> = (register, { at, by, jobId, formerTillHolds }) =>
  jobId === register.jobId
    ? accept({ type: 'importCancelled', at, by, jobId, restored: restored(register, formerTillHolds) })
    : notThisJob(register);

export const importSucceeded: Rule<'importSucceeded'> = (register, { at, jobId, dataset }) =>
  jobId === register.jobId
    ? accept({
        type: 'importSucceeded',
        at,
        tillId: register.tillId,
        dataset: { ...dataset, importJobId: jobId },
      })
    : notThisJob(register);

export const importFailed: Rule<'importFailed'> = (register, { at, jobId, reason, formerTillHolds }) =>
  jobId === register.jobId
    ? accept({ type: 'importFailed', at, jobId, reason, restored: restored(register, formerTillHolds) })
    : notThisJob(register);
