import type { SessionKey } from '@encaisse/contracts';

/** A session's key as one text, for looking things up by it. */
export const sessionKeyText = ({
  storeCode,
  incarnation,
  registerNumber,
  epoch,
  number,
}: SessionKey): string => JSON.stringify({ storeCode, incarnation, registerNumber, epoch, number });
