/**
 * The register, on one screen.
 *
 * A row is what someone asks of the register, a column is the state it is in, and a cell is the state the
 * request may leave it in (quoted) or the code with which it is refused (bare). Every cell is written out: leave one empty, add
 * a state, a command or a refusal without its row, column or rule, and the code does not compile. A cell with a
 * state says that the request is heard there; the command's rule may still refuse its payload.
 */
export const REGISTER_STATES = [
  'AWAITING_IMPORT',
  'IMPORTING',
  'READY',
  'OPEN',
  'CLOSING',
  'TO_EXPORT',
  'EXPORTING',
  'OUT_OF_SERVICE',
] as const;
export type RegisterState = (typeof REGISTER_STATES)[number];

export const REGISTER_COMMANDS = [
  'import',
  'cancelImport',
  'importSucceeded',
  'importFailed',
  'open',
  'connect',
  'disconnect',
  'sell',
  'keepLateTicket',
  'dismissLateTicket',
  'moveCash',
  'openDrawer',
  'readX',
  'startClosing',
  'submitCount',
  'cancelClosing',
  'recount',
  'export',
  'resend',
  'exportAcknowledged',
  'exportRefused',
  'exportUnanswered',
  'acceptApart',
  'transferHold',
  'forceRelease',
  'exportLate',
  'match',
  'writeOff',
  'correctClock',
] as const;
export type RegisterCommandType = (typeof REGISTER_COMMANDS)[number];

/** The refusals that stand in cells. Their facts and sentences are in `refusals.ts`, with those of the rules. */
export const CELL_REFUSALS = [
  'IMPORT_REQUIRED',
  'JOB_RUNNING',
  'IMPORT_NOT_RUNNING',
  'REGISTER_NOT_OPEN',
  'REGISTER_OPEN',
  'ALREADY_OPEN',
  'CLOSING_IN_PROGRESS',
  'CLOSE_NOT_STARTED',
  'RECOUNT_TOO_LATE',
  'EXPORT_REQUIRED',
  'NOTHING_TO_EXPORT',
  'EXPORT_NOT_RUNNING',
  'NO_REFUSED_EXPORT',
  'REGISTER_NOT_HELD',
  'REGISTER_IN_SERVICE',
  'REGISTER_OUT_OF_SERVICE',
] as const;
export type CellRefusal = (typeof CELL_REFUSALS)[number];

/** One or several states where the request may end, or the refusal it always gets. */
export type Cell = RegisterState | readonly RegisterState[] | CellRefusal;

// Short names for the refusals, so that the picture below fits a screen.
const NO_DATA = 'IMPORT_REQUIRED';
const JOB = 'JOB_RUNNING';
const NO_IMPORT = 'IMPORT_NOT_RUNNING';
const NOT_OPEN = 'REGISTER_NOT_OPEN';
const IS_OPEN = 'REGISTER_OPEN';
const ALREADY = 'ALREADY_OPEN';
const COUNTING = 'CLOSING_IN_PROGRESS';
const NO_CLOSE = 'CLOSE_NOT_STARTED';
const SENT = 'RECOUNT_TOO_LATE';
const TO_SEND = 'EXPORT_REQUIRED';
const NOTHING = 'NOTHING_TO_EXPORT';
const NO_EXPORT = 'EXPORT_NOT_RUNNING';
const UNREFUSED = 'NO_REFUSED_EXPORT';
const NOT_HELD = 'REGISTER_NOT_HELD';
const IN_USE = 'REGISTER_IN_SERVICE';
const OUT = 'REGISTER_OUT_OF_SERVICE';

/** A row takes its eight cells in the order of the columns; a cell too few does not compile. */
const row = <
  const A extends Cell,
  const I extends Cell,
  const R extends Cell,
  const O extends Cell,
  const C extends Cell,
  const T extends Cell,
  const E extends Cell,
  const X extends Cell,
>(
  AWAITING_IMPORT: A,
  IMPORTING: I,
  READY: R,
  OPEN: O,
  CLOSING: C,
  TO_EXPORT: T,
  EXPORTING: E,
  OUT_OF_SERVICE: X,
) => ({ AWAITING_IMPORT, IMPORTING, READY, OPEN, CLOSING, TO_EXPORT, EXPORTING, OUT_OF_SERVICE });

// biome-ignore format: the matrix is read as a picture
export const REGISTER_TRANSITIONS = {
  //                       AWAITING_IMPORT    IMPORTING                     READY        OPEN       CLOSING                TO_EXPORT                         EXPORTING                         OUT_OF_SERVICE
  import:             row('IMPORTING',       JOB,                          'IMPORTING', IS_OPEN,   IS_OPEN,               TO_SEND,                          JOB,                              OUT),
  cancelImport:       row(NO_IMPORT,         ['AWAITING_IMPORT', 'READY'], NO_IMPORT,   NO_IMPORT, NO_IMPORT,             NO_IMPORT,                        NO_IMPORT,                        OUT),
  importSucceeded:    row(NO_IMPORT,         'READY',                      NO_IMPORT,   NO_IMPORT, NO_IMPORT,             NO_IMPORT,                        NO_IMPORT,                        OUT),
  importFailed:       row(NO_IMPORT,         ['AWAITING_IMPORT', 'READY'], NO_IMPORT,   NO_IMPORT, NO_IMPORT,             NO_IMPORT,                        NO_IMPORT,                        OUT),
  open:               row(NO_DATA,           JOB,                          'OPEN',      ALREADY,   ALREADY,               'OPEN',                           JOB,                              OUT),
  connect:            row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'OPEN',    COUNTING,              NOT_OPEN,                         NOT_OPEN,                         OUT),
  disconnect:         row('AWAITING_IMPORT', 'IMPORTING',                  'READY',     'OPEN',    'CLOSING',             'TO_EXPORT',                      'EXPORTING',                      'OUT_OF_SERVICE'),
  sell:               row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'OPEN',    COUNTING,              NOT_OPEN,                         NOT_OPEN,                         OUT),
  keepLateTicket:     row('AWAITING_IMPORT', 'IMPORTING',                  'READY',     'OPEN',    'CLOSING',             'TO_EXPORT',                      'EXPORTING',                      'OUT_OF_SERVICE'),
  dismissLateTicket:  row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'OPEN',    COUNTING,              NOT_OPEN,                         NOT_OPEN,                         OUT),
  moveCash:           row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'OPEN',    COUNTING,              NOT_OPEN,                         NOT_OPEN,                         OUT),
  openDrawer:         row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'OPEN',    'CLOSING',             NOT_OPEN,                         NOT_OPEN,                         OUT),
  readX:              row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'OPEN',    COUNTING,              NOT_OPEN,                         NOT_OPEN,                         OUT),
  startClosing:       row(NOT_OPEN,          NOT_OPEN,                     NOT_OPEN,    'CLOSING', COUNTING,              NOT_OPEN,                         NOT_OPEN,                         OUT),
  submitCount:        row(NO_CLOSE,          NO_CLOSE,                     NO_CLOSE,    NO_CLOSE,  ['TO_EXPORT', 'OPEN'], NO_CLOSE,                         NO_CLOSE,                         OUT),
  cancelClosing:      row(NO_CLOSE,          NO_CLOSE,                     NO_CLOSE,    NO_CLOSE,  'OPEN',                NO_CLOSE,                         NO_CLOSE,                         OUT),
  recount:            row(SENT,              SENT,                         SENT,        IS_OPEN,   IS_OPEN,               'TO_EXPORT',                      JOB,                              OUT),
  export:             row(NOTHING,           JOB,                          NOTHING,     IS_OPEN,   IS_OPEN,               'EXPORTING',                      JOB,                              OUT),
  resend:             row('AWAITING_IMPORT', JOB,                          NOTHING,     IS_OPEN,   IS_OPEN,               TO_SEND,                          JOB,                              OUT),
  exportAcknowledged: row('AWAITING_IMPORT', 'IMPORTING',                  'READY',     'OPEN',    'CLOSING',             ['TO_EXPORT', 'AWAITING_IMPORT'], ['EXPORTING', 'AWAITING_IMPORT'], 'OUT_OF_SERVICE'),
  exportRefused:      row(NO_EXPORT,         NO_EXPORT,                    NO_EXPORT,   'OPEN',    'CLOSING',             'TO_EXPORT',                      'TO_EXPORT',                      'OUT_OF_SERVICE'),
  exportUnanswered:   row(NO_EXPORT,         NO_EXPORT,                    NO_EXPORT,   NO_EXPORT, NO_EXPORT,             NO_EXPORT,                        'TO_EXPORT',                      OUT),
  acceptApart:        row(UNREFUSED,         UNREFUSED,                    UNREFUSED,   'OPEN',    'CLOSING',             ['TO_EXPORT', 'AWAITING_IMPORT'], ['EXPORTING', 'AWAITING_IMPORT'], 'OUT_OF_SERVICE'),
  transferHold:       row(NOT_HELD,          NOT_HELD,                     NOT_HELD,    'OPEN',    'CLOSING',             'TO_EXPORT',                      'EXPORTING',                      OUT),
  forceRelease:       row(NOT_HELD,          NOT_HELD,                     NOT_HELD,    'OUT_OF_SERVICE', 'OUT_OF_SERVICE', 'OUT_OF_SERVICE',               'OUT_OF_SERVICE',                 OUT),
  exportLate:         row(IN_USE,            IN_USE,                       IN_USE,      IN_USE,    IN_USE,                IN_USE,                           IN_USE,                           'OUT_OF_SERVICE'),
  match:              row(IN_USE,            IN_USE,                       IN_USE,      IN_USE,    IN_USE,                IN_USE,                           IN_USE,                           'AWAITING_IMPORT'),
  writeOff:           row(IN_USE,            IN_USE,                       IN_USE,      IN_USE,    IN_USE,                IN_USE,                           IN_USE,                           'OUT_OF_SERVICE'),
  correctClock:       row('AWAITING_IMPORT', 'IMPORTING',                  'READY',     IS_OPEN,   IS_OPEN,               'TO_EXPORT',                      'EXPORTING',                      OUT),
} as const satisfies Record<RegisterCommandType, Record<RegisterState, Cell>>;

type Table = typeof REGISTER_TRANSITIONS;

/** The states in which command `C` is heard, read off the table by the compiler. */
export type StatesAccepting<C extends RegisterCommandType> = {
  [S in RegisterState]: Table[C][S] extends CellRefusal ? never : S;
}[RegisterState];

/** The states with a cell that answers refusal `R`, read off the table by the compiler. */
export type StatesAnswering<R extends CellRefusal> = {
  [S in RegisterState]: R extends { [C in RegisterCommandType]: Table[C][S] }[RegisterCommandType]
    ? S
    : never;
}[RegisterState];

const REFUSES: ReadonlySet<unknown> = new Set(CELL_REFUSALS);
const isRefusal = (cell: Cell): cell is CellRefusal => REFUSES.has(cell);
const isState = (cell: RegisterState | readonly RegisterState[]): cell is RegisterState =>
  typeof cell === 'string';

/** The code with which the table refuses `command` in `state`; undefined where it is heard. */
export function refusalInTable(command: RegisterCommandType, state: RegisterState): CellRefusal | undefined {
  const cell: Cell = REGISTER_TRANSITIONS[command][state];
  return isRefusal(cell) ? cell : undefined;
}

/** The states in which `command`, heard in `state`, may leave the register; empty where the table refuses it. */
export function landingStates(command: RegisterCommandType, state: RegisterState): readonly RegisterState[] {
  const cell: Cell = REGISTER_TRANSITIONS[command][state];
  if (isRefusal(cell)) return [];
  return isState(cell) ? [cell] : cell;
}

/** The states in which a till holds the register: from the first opening until head office has acknowledged. */
export const HELD_STATES = [
  'OPEN',
  'CLOSING',
  'TO_EXPORT',
  'EXPORTING',
] as const satisfies readonly RegisterState[];
export type HeldState = (typeof HELD_STATES)[number];
