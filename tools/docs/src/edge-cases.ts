/** Where a case is answered: by tests named after it, or by what comes later. */
export type Coverage =
  | Readonly<{ by: 'TESTS' }>
  /** Which later work brings it. */
  | Readonly<{ by: 'LATER'; reason: string }>;

export type EdgeCase = Readonly<{ happens: string; answer: string; coverage: Coverage }>;

const TESTS: Coverage = { by: 'TESTS' };
const later = (reason: string): Coverage => ({ by: 'LATER', reason });

/** What goes wrong in stores, by number: a test that covers one ends its name with `(edge case 13)`. */
export const EDGE_CASES: Readonly<Record<number, EdgeCase>> = {
  1: {
    happens: 'Two pages open the same register at the same instant.',
    answer:
      'One session; the others are told who was first. The hold and the session number are unique keys.',
    coverage: TESTS,
  },
  2: {
    happens: 'The opening float differs from the last count.',
    answer: 'The difference is recorded, shown, printed and exported; the opening goes on.',
    coverage: TESTS,
  },
  3: {
    happens: 'The data are stale, incomplete or another register’s.',
    answer:
      'Only complete, checked data of this register count, and none older than the store allows. The version is shown.',
    coverage: TESTS,
  },
  4: {
    happens: 'The clock goes back, or changes to summer time in the middle of a session.',
    answer:
      'The business date is fixed at the opening. A register does not open with a clock behind its last record; two people correct a floor that was too high.',
    coverage: TESTS,
  },
  5: {
    happens: 'Days without any closing are missing from the sequence.',
    answer: 'Sessions are numbered, not days: a day without a session leaves no gap to fill.',
    coverage: later(
      'daily, monthly and yearly closings come with the signed records, which catch up at the first opening',
    ),
  },
  6: {
    happens: 'The chain of records does not verify when the register starts.',
    answer: 'Records are insert-only and each Z is sealed with the hash of its content.',
    coverage: later('the chain itself and what a broken one allows come with the signed records'),
  },
  7: {
    happens: 'A ticket begins between the closing’s check and its seal.',
    answer:
      'The closing freezes the register first, then checks; a ticket that slipped in sends it back to selling.',
    coverage: TESTS,
  },
  8: {
    happens: 'Ghost drafts without a line block the closing.',
    answer: 'Empty drafts that are not parked are nothing: they go away with the session.',
    coverage: TESTS,
  },
  9: {
    happens: 'Parked tickets are left at the closing.',
    answer: 'They count as in progress and are named, with their seller and amount.',
    coverage: TESTS,
  },
  10: {
    happens: 'A card was charged, and its ticket was not finalised.',
    answer:
      'A ticket with a payment is in progress: it blocks the closing until it is finalised or its payment is taken back.',
    coverage: TESTS,
  },
  11: {
    happens: 'A user is “connected” only because her browser died.',
    answer: 'She is listed as stale once her heartbeats stop, and can be forced out.',
    coverage: TESTS,
  },
  12: {
    happens: 'The session is sealed, then the printer fails on its Z.',
    answer: 'Nothing is rolled back. The Z is asked for again as a numbered DUPLICATA.',
    coverage: TESTS,
  },
  13: {
    happens: 'The service dies after the seal and before its answer.',
    answer: 'The same closing id answers the same Z.',
    coverage: TESTS,
  },
  14: {
    happens: 'A closing is sent again with another amount after the seal.',
    answer: 'Refused; the sealed count stays. A later count is a record of its own beside it.',
    coverage: TESTS,
  },
  15: {
    happens: 'The change given is counted as takings.',
    answer:
      'Expected cash = float + cash taken − change − cash refunds + movements, over thousands of random days.',
    coverage: TESTS,
  },
  16: {
    happens: 'What a closing needs is found to be missing at the closing.',
    answer: 'Data without a cash tender, a VAT rate or a header are refused at the import.',
    coverage: TESTS,
  },
  17: {
    happens: 'A session was left open overnight.',
    answer: 'It closes the next day, on its own business date.',
    coverage: TESTS,
  },
  18: {
    happens: 'Someone else closes while others still sell.',
    answer: 'Their next action is told so, by whom and when.',
    coverage: TESTS,
  },
  19: {
    happens: 'A session with very many tickets is sealed.',
    answer:
      'The seal asks for the same few sums, however many tickets there are; head office adds the records up for itself.',
    coverage: TESTS,
  },
  20: {
    happens: 'An import fails half-way.',
    answer: 'Parts are staged and switched to at once: the former data stay until then.',
    coverage: TESTS,
  },
  21: {
    happens: 'A delta comes for a base that is not there.',
    answer:
      'There are no deltas: a dataset names all of its parts, or is refused. Those that are here already are not fetched again.',
    coverage: TESTS,
  },
  22: {
    happens: 'A row of the price list is bad.',
    answer:
      'It is set aside with its line and reason. Above the threshold the whole import is refused: never half a price list.',
    coverage: TESTS,
  },
  23: {
    happens: 'Every till imports at 8.30.',
    answer: 'Data are fetched ahead, jittered, one register of a store at a time; parts are shared.',
    coverage: TESTS,
  },
  24: {
    happens: 'An import starts while another register of the till opens.',
    answer: 'Both take the same locks in the same order: one is done, the other refused.',
    coverage: TESTS,
  },
  25: {
    happens: 'Head office deletes an article that a parked ticket holds.',
    answer: 'The line stays as it was sold.',
    coverage: TESTS,
  },
  26: {
    happens: 'The acknowledgement of an export is lost.',
    answer: 'The same session is sent again and gets the same receipt.',
    coverage: TESTS,
  },
  27: {
    happens: 'A database is restored from an older copy.',
    answer:
      'It is noticed by a witness outside the database, or said by hand. A new incarnation begins: every register goes on past all numbers that may have been used, and one that was open goes out of service.',
    coverage: TESTS,
  },
  28: {
    happens: 'The same session comes with other content.',
    answer: 'Never merged, never overwritten: refused, and kept for inspection.',
    coverage: TESTS,
  },
  29: {
    happens: 'Some sessions of an export arrive and others do not.',
    answer: 'Each session is acknowledged for itself; the hold ends with the last.',
    coverage: TESTS,
  },
  30: {
    happens: 'Head office’s sums are not the Z’s.',
    answer:
      'Refused with what differs, shown on the till, which stays TO_EXPORT; two people may have it accepted apart.',
    coverage: TESTS,
  },
  31: {
    happens: 'Head office is away for days.',
    answer: 'The till opens each morning; what waits is told with its age, and goes oldest first.',
    coverage: TESTS,
  },
  32: {
    happens: 'A store’s server is dead.',
    answer: 'Head office releases the hold by force; the lost days are exported late and matched.',
    coverage: TESTS,
  },
  33: {
    happens: 'Records are purged before head office has them.',
    answer: 'Tickets, Zs and movements are insert-only: nothing deletes them.',
    coverage: TESTS,
  },
  34: {
    happens: 'A ticket sold offline comes for a session that is closed.',
    answer:
      'A page that holds unsent tickets blocks the closing. One that comes all the same is kept apart with what is doubtful about it, its hash in the register’s chain; whoever may close admits it, once, into a running session, whose Z tells it, or dismisses it for a reason.',
    coverage: TESTS,
  },
  35: {
    happens: 'A print job reached the agent, and nobody knows whether it reached the paper.',
    answer: 'It is UNKNOWN: a person looks, and a copy is a numbered DUPLICATA.',
    coverage: TESTS,
  },
  36: {
    happens: 'A printer comes back in the middle of the night.',
    answer: 'Jobs expire: yesterday’s tickets do not print by themselves.',
    coverage: TESTS,
  },
  37: {
    happens: 'One printer is down.',
    answer: 'Each till has its own agent and queue: the others print on.',
    coverage: TESTS,
  },
  38: {
    happens: 'Someone guesses passwords from the list of sellers.',
    answer:
      'Known or not, a seller gets the same answer, and the wait grows; what a seller may not do wants a right lent to her.',
    coverage: TESTS,
  },
  39: {
    happens: 'Someone forces what should not be forced.',
    answer: 'Each force has its own right and a reason; releasing a register takes two people.',
    coverage: TESTS,
  },
};
