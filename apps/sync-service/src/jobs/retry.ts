import { HeadOfficeSilent } from '../head-office/head-office.js';
import { PartCorrupt } from '../imports/part-reader.js';
import type { Failure, JobKind } from './job.js';

export interface RetryPolicy {
  /** Silence after which an import fails and an export counts as unanswered. */
  readonly patienceMs: number;
  /** First pause; it doubles with each failure in a row. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
}

export interface Setback {
  readonly kind: JobKind;
  readonly error: unknown;
  /** Failures in a row, this one included. */
  readonly attempts: number;
  /** How long nothing has gone forward. */
  readonly stillMs: number;
}

/**
 * What a failure that may pass leads to. `fail`: an import gives up, because somebody waits in front of a till that has
 * its former data. `unanswered`: an export goes on for ever, because its days must arrive, but the till is let go. So does an acceptance: two people have
 * decided it, and nobody waits for it in front of a screen.
 */
export type Verdict =
  | Readonly<{ kind: 'fail'; failure: Failure }>
  | Readonly<{ kind: 'again'; unanswered: boolean }>;

/** Even a long silence is broken by chance sometimes: it takes this many failures in a row. */
const ATTEMPTS_MIN = 3;
/**
 * Days without head office leave one unanswered export a day behind. Only the latest is asked for at every pause, the
 * others so many times more rarely, or they would take the workers that an import needs.
 */
export const SUPERSEDED_PAUSES = 10;
/** A part that comes wrong three times will come wrong a fourth time. */
const CORRUPT_MAX = 3;

export function verdictOn({ kind, error, attempts, stillMs }: Setback, { patienceMs }: RetryPolicy): Verdict {
  const patient = stillMs < patienceMs;
  if (kind === 'ACCEPT_APART' || kind === 'PREFETCH') return { kind: 'again', unanswered: false };
  if (kind === 'EXPORT') return { kind: 'again', unanswered: !patient };
  // Who asks as rarely as head office wishes does not come to as many attempts.
  const enough = askAgainMs(error) === undefined ? ATTEMPTS_MIN : 1;
  const hopeless = error instanceof PartCorrupt ? attempts >= CORRUPT_MAX : attempts >= enough && !patient;
  return hopeless
    ? { kind: 'fail', failure: failureOf(error, attempts) }
    : { kind: 'again', unanswered: false };
}

const askAgainMs = (error: unknown): number | undefined =>
  error instanceof HeadOfficeSilent ? error.details.askAgainMs : undefined;

function failureOf(error: unknown, attempts: number): Failure {
  if (error instanceof PartCorrupt) return { code: 'PART_CORRUPT', facts: error.facts };
  if (error instanceof HeadOfficeSilent) {
    return { code: 'HEAD_OFFICE_SILENT', facts: { attempts, last: error.message } };
  }
  return { code: 'INTERNAL', facts: { attempts } };
}

/**
 * The pause before the next attempt, up to a fifth shorter or longer so that stores do not all come back at once. Head
 * office may ask for a longer one, up to the longest there is. It ends with the time that head office is given, so that
 * the till hears of it then and not half a minute later.
 */
export function pauseMs(
  { attempts, stillMs, error }: Pick<Setback, 'attempts' | 'stillMs'> & Partial<Pick<Setback, 'error'>>,
  { patienceMs, pauseMs: first, pauseMaxMs }: RetryPolicy,
  random = Math.random(),
): number {
  const doubled = Math.min(first * 2 ** Math.min(attempts - 1, 30), pauseMaxMs);
  const asked = Math.min(askAgainMs(error) ?? 0, pauseMaxMs);
  // Not sooner than asked, nor all at that very moment, unless a person is waiting whose time ends before.
  const pause = Math.round(Math.max(doubled * (0.8 + 0.4 * random), asked * (1 + 0.2 * random)));
  const left = Math.ceil(patienceMs - stillMs);
  return left > 0 ? Math.min(pause, left) : pause;
}
