import type { Register } from '@encaisse/register-domain';

/** The dataset that a register sells from, or would after its next opening; null before it has any. */
export function shownDatasetOf(register: Register): number | null {
  switch (register.state) {
    case 'AWAITING_IMPORT':
    case 'OUT_OF_SERVICE':
      return null;
    case 'IMPORTING':
      return register.former.state === 'READY' ? register.former.dataset.datasetId : null;
    case 'READY':
      return register.dataset.datasetId;
    case 'OPEN':
    case 'CLOSING':
    case 'TO_EXPORT':
    case 'EXPORTING':
      return register.hold.dataset.datasetId;
  }
}
