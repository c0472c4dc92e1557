import type { TicketDocument } from '@encaisse/contracts';
import { register } from './shop.js';
import { ticket } from './tickets.js';

const origin = {
  register: { number: 2, name: 'CAISSE 02' },
  ticketNumber: 988,
  soldAt: '2026-11-21T11:07:40+01:00',
};
const backCoffee = {
  label: 'Café moulu pur arabica « Éthiopie Sidamo » 250 g',
  unit: 'PIECE' as const,
  quantityThousandths: -2000,
  unitPriceCents: 475,
  listPriceCents: 475,
  grossCents: -950,
  discountCents: 0,
  discountBasisPoints: null,
  vatLetter: 'B',
};
const backClementines = {
  label: 'Clémentines de Corse IGP calibre 3, filet',
  unit: 'KILOGRAM' as const,
  quantityThousandths: -423,
  unitPriceCents: 349,
  listPriceCents: 349,
  grossCents: -148,
  discountCents: 0,
  discountBasisPoints: null,
  vatLetter: 'B',
};

/** All of it given back in cash. */
export const refund = (overrides: Partial<TicketDocument> = {}): TicketDocument =>
  ticket({
    ticketNumber: 1043,
    lines: [backCoffee, backClementines],
    articleCount: 0,
    refund: { origins: [origin], articleCount: 3 },
    totalTtcCents: -1098,
    vatRates: [{ letter: 'B', vatBasisPoints: 550, htCents: -1041, vatCents: -57, ttcCents: -1098 }],
    payments: [{ label: 'Espèces', amountCents: -1098, tenderedCents: null, changeCents: null }],
    ...overrides,
  });

/** Two coffees of two tickets for a bottle: the customer pays the rest. */
export const exchange = (): TicketDocument =>
  refund({
    lines: [
      { ...backCoffee, quantityThousandths: -1000, grossCents: -475 },
      { ...backCoffee, quantityThousandths: -1000, grossCents: -475 },
      {
        label: 'Crémant de Bourgogne brut 75 cl',
        unit: 'PIECE',
        quantityThousandths: 1000,
        unitPriceCents: 1190,
        listPriceCents: 1190,
        grossCents: 1190,
        discountCents: 0,
        discountBasisPoints: null,
        vatLetter: 'A',
      },
    ],
    articleCount: 1,
    refund: {
      origins: [origin, { ...origin, register, ticketNumber: 1001, soldAt: '2026-11-23T17:45:02+01:00' }],
      articleCount: 2,
    },
    totalTtcCents: 240,
    vatRates: [
      { letter: 'A', vatBasisPoints: 2000, htCents: 992, vatCents: 198, ttcCents: 1190 },
      { letter: 'B', vatBasisPoints: 550, htCents: -900, vatCents: -50, ttcCents: -950 },
    ],
    payments: [{ label: 'Espèces', amountCents: 240, tenderedCents: 500, changeCents: 260 }],
  });
