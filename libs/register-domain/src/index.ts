export { actionsFor, type Permission, TILL_ACTIONS, type TillAction } from './actions.js';
export {
  type BarcodeRule,
  EMBEDDED_KINDS,
  type EmbeddedKind,
  isReadableRule,
  itemBarcodeOf,
  type LabelReading,
  labelOf,
  readLabel,
} from './barcodes/barcode-rules.js';
export { checkDigitOf, formsOfBarcode, hasWrongCheckDigit, withCheckDigit } from './barcodes/gtin.js';
export { type MeasuredSale, measuredSale, type QuantityProblem } from './barcodes/measured-sale.js';
export {
  readScan,
  SCAN_LENGTH_MAX,
  SCAN_PROBLEMS,
  type Scan,
  type ScanProblem,
  type ScanReading,
} from './barcodes/scan.js';
export { type BegunLife, beginLife } from './begin-life.js';
export { businessDateOf } from './business-date.js';
export {
  CASH_MOVEMENT_KINDS,
  type CashMovementKind,
  type CashMovements,
  type CountedDenomination,
  denominationsTotal,
  EURO_DENOMINATIONS,
  type EuroDenomination,
  EXPECTED_CASH_FORMULA,
  expectedCash,
} from './cash.js';
export type { CommandOf, RegisterCommand } from './commands.js';
export { decide } from './decide.js';
export type { Decision } from './decision.js';
export {
  DISCOUNT_FORMULAS,
  type Discount,
  type Discountable,
  type Discounted,
  discountLines,
  discountOf,
  shareOut,
} from './discounts.js';
export type { EventOf, FactsOf, RegisterEvent, RegisterEventType } from './events.js';
export { evolve, evolveAll } from './evolve.js';
export type {
  Connection,
  LateOrigin,
  LateSale,
  PendingPage,
  TicketInProgress,
  TicketToFinalise,
} from './facts.js';
export { GUARD_ORDER } from './guards.js';
export { LATE_DOUBT_SENTENCES, LATE_DOUBTS, type LateDoubtCode } from './late-doubts.js';
export { addCents, type Cents, NO_CENTS, subtractCents, sumCents, toCents } from './money.js';
export {
  type Allocation,
  type AllocationResult,
  type AppliedPayment,
  allocatePayments,
  type Payment,
  type TenderKind,
} from './payments.js';
export {
  NO_REDUCTIONS,
  type PricedLine,
  type Reductions,
  reductionByPrice,
  reductionsOf,
} from './reductions.js';
export {
  type GivenBack,
  type LineAmounts,
  NOTHING_GIVEN_BACK,
  REFUND_FORMULA,
  type RefundedLine,
  type RefundResult,
  refundOf,
  type SoldLine,
  stillRefundable,
} from './refunds.js';
export {
  type ClosingWarning,
  type Missing,
  REGISTER_REFUSALS,
  type RefusalOf,
  type RegisterRefusal,
  type RegisterRefusalCode,
} from './refusals.js';
export {
  type Counters,
  type ExportDifference,
  type FormerSituation,
  type Hold,
  type LastExport,
  newRegister,
  type PinnedDataset,
  type Register,
  type RegisterIdentity,
  type RegisterIn,
  type RegisterRef,
  type RunningSession,
  type SealedSession,
  type SessionKey,
  type SessionStanding,
} from './register.js';
export { ROUNDING_RULE, scaleCents } from './rounding.js';
export { doubtful } from './rules/late-tickets.rules.js';
export { isSameSession, isSettled, sealedSessions } from './sessions.js';
export { REGISTER_STATE_LABELS } from './state-labels.js';
export { type PaidTicket, payTicket, type TicketTotals, ticketTotals } from './ticket.js';
export { type HeldRegister, isHeld, type TillSituation, tillSituation, yieldReady } from './till.js';
export {
  CELL_REFUSALS,
  type Cell,
  type CellRefusal,
  HELD_STATES,
  type HeldState,
  landingStates,
  REGISTER_COMMANDS,
  REGISTER_STATES,
  REGISTER_TRANSITIONS,
  type RegisterCommandType,
  type RegisterState,
  refusalInTable,
  type StatesAccepting,
  type StatesAnswering,
} from './transitions.js';
export { ARTICLE_UNITS, type ArticleUnit } from './units.js';
export { lineGross, sumVatParts, type Taxed, VAT_FORMULAS, type VatPart, vatParts } from './vat.js';
export { wallClockOf } from './wall-clock.js';
