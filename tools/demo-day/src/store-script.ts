import type { Floor } from './floor.js';
import type { SessionLedger } from './ledger.js';

/** The played tills of a store by their codes. */
export type StoreFloors = Readonly<Record<'T1' | 'T2', Floor>>;

/** A store's day. Answers the driver's book of every session, whichever till closed it. */
export type StoreScript = (floors: StoreFloors) => Promise<readonly SessionLedger[]>;
