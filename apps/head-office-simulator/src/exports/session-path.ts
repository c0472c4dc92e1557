import { exchangeParameters, type SessionKey } from '@encaisse/contracts';
import { z } from 'zod';

const { storeCode, registerNumber, incarnation, sessionRef } = exchangeParameters;

/** A session's key, read from the parameters of its path. */
export const sessionPath = z
  .object({ storeCode, registerNumber, incarnation, sessionRef })
  .transform(({ sessionRef: ref, ...register }): SessionKey => {
    const [epoch, number] = ref.split('-').map(Number);
    return { ...register, epoch: epoch ?? 0, number: number ?? 0 };
  });
