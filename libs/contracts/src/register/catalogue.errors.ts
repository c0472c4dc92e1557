import { entry } from '../error-entry.js';

/** What was scanned or searched for. */
export const CATALOGUE = {
  BARCODE_INVALID: entry(
    422,
    'correct',
    'This is no barcode, or it was misread',
    'Ce n’est pas un code-barres, ou il a été mal lu',
  ),
} as const;
