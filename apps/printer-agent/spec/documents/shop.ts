/** The shop of every example. */
export const store = {
  name: 'Maison Lumière',
  addressLines: ['12, rue de la République', '69002 Lyon'],
  phone: '04 78 00 12 34',
  siret: '812 345 678 00019',
  vatNumber: 'FR 40 812345678',
  naf: '47.11D',
};
export const register = { number: 1, name: 'CAISSE 01' };
export const software = { name: 'Encaisse', version: '0.1.0' };
