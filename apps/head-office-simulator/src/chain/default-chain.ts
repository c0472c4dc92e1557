import { type ChainDefinition, type ChainStore, type DatasetSeller, RIGHTS } from '@encaisse/contracts';

/** An invented company: its SIREN and VAT number are well-formed and belong to nobody. */
const COMPANY = { naf: '47.11D', vatNumber: 'FR70999120454' } as const;
const FOOTER = [
  'Merci de votre visite',
  'Échange sous 14 jours avec ce ticket',
  'Garantie légale de conformité\u202f: 2 ans',
];

/** Every right: the store's "responsable". */
const responsable = (sellerCode: string, name: string): DatasetSeller => ({
  sellerCode,
  name,
  rights: [...RIGHTS],
});
/** Runs a day, but can neither force a closing nor accept a difference. */
const deputy = (sellerCode: string, name: string): DatasetSeller => ({
  sellerCode,
  name,
  rights: ['IMPORT', 'OPEN', 'CONNECT', 'CLOSE', 'EXPORT', 'REPRINT'],
});
/** Sells, and no more: may not even open. */
const cashier = (sellerCode: string, name: string): DatasetSeller => ({
  sellerCode,
  name,
  rights: ['CONNECT'],
});

const lyon: ChainStore = {
  storeCode: 'S01',
  header: {
    ...COMPANY,
    name: 'Les Trois Halles Lyon',
    addressLines: ['18 rue des Trois-Halles', '69002 Lyon'],
    siret: '99912045400015',
    phone: '04 65 71 00 01',
    footerLines: FOOTER,
  },
  registers: [1, 2, 3, 4],
  sellers: [
    responsable('R01', 'Hélène Marchand'),
    deputy('R02', 'Karim Benali'),
    cashier('V01', 'Camille Robin'),
    cashier('V02', 'Lucas Perrin'),
    cashier('V03', 'Inès Morel'),
  ],
};

const nantes: ChainStore = {
  storeCode: 'S02',
  header: {
    ...COMPANY,
    name: 'Les Trois Halles Nantes',
    addressLines: ['4 quai de la Fosse-aux-Sœurs', '44000 Nantes'],
    siret: '99912045400023',
    phone: '02 61 91 00 02',
    footerLines: FOOTER,
  },
  registers: [1, 2, 3],
  sellers: [
    responsable('R01', 'Olivier Garnier'),
    deputy('R02', 'Maëlle Le Goff'),
    cashier('V01', 'Nadia Haddad'),
    cashier('V02', 'Théo Lambert'),
  ],
};

const lille: ChainStore = {
  storeCode: 'S03',
  header: {
    ...COMPANY,
    name: 'Les Trois Halles Lille',
    addressLines: ['7 rue des Trois-Moulins', '59000 Lille'],
    siret: '99912045400031',
    phone: '03 53 01 00 03',
    footerLines: FOOTER,
  },
  registers: [1, 2],
  sellers: [
    responsable('R01', 'Sophie Delcourt'),
    deputy('R02', 'Antoine Vasseur'),
    cashier('V01', 'Léa Fournier'),
    cashier('V02', 'Mehdi Cherif'),
  ],
};

/** The chain of a head office that was given no chain file. */
export const DEFAULT_CHAIN: ChainDefinition = { stores: [lyon, nantes, lille] };

/** Means of payment of the whole chain. */
export const TENDERS = [
  { tenderCode: 'ESP', kind: 'CASH', label: 'Espèces' },
  { tenderCode: 'CB', kind: 'CARD', label: 'Carte bancaire' },
  { tenderCode: 'CHQ', kind: 'CHEQUE', label: 'Chèque' },
  { tenderCode: 'TR', kind: 'VOUCHER', label: 'Titre-restaurant' },
  { tenderCode: 'BA', kind: 'VOUCHER', label: 'Bon d’achat' },
] as const;
