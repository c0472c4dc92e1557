import type { StoreHeader } from '@encaisse/catalogue';
import type { PrintedRegister, PrintedStore } from '@encaisse/contracts';

/** What stands on a document whatever it is about. */
export interface Letterhead {
  /** Of the dataset that the register was pinned to. */
  readonly header: StoreHeader;
  readonly register: PrintedRegister;
  /** IANA name: printed times are the store's. */
  readonly timeZone: string;
}

export const printedStoreOf = ({ header }: Letterhead): PrintedStore => ({
  name: header.name,
  addressLines: [...header.addressLines],
  phone: header.phone,
  siret: header.siret,
  vatNumber: header.vatNumber,
  naf: header.naf,
});
