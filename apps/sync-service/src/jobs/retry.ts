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
 * its former data. `unanswered`: an export goes on for ever, because its days must arrive, but the till is let go. So does an
 * acceptance: two people have decided it, and nobody waits for it in front of a screen. Both come at once when head office asks
 * to be left alone for longer than it is given.
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

export function verdictOn(setback: Setback, policy: RetryPolicy): Verdict {
  const { kind, error, attempts, stillMs } = setback;
  const patient = stillMs < policy.patienceMs && !wantsToBeLeftAlone(setback, policy);
  if (kind === 'ACCEPT_APART' || kind === 'PREFETCH') return { kind: 'again', unanswered: false };
  if (kind === 'EXPORT') return { kind: 'again', unanswered: !patient };
  // Who asks as rarely as head office wishes does not come to as many attempts.
  const enough = askAgainMs(error) === undefined ? ATTEMPTS_MIN : 1;
  const hopeless = error instanceof PartCorrupt ? attempts >= CORRUPT_MAX : attempts >= enough && !patient;
  return hopeless
    ? { kind: 'fail', failure: failureOf(error, attempts) }
    : { kind: 'again', unanswered: false };
}

/** Longer than anybody waits for it: it would only be asked too early, by a till that could be let go now. */
function wantsToBeLeftAlone(
  { error, stillMs }: Partial<Pick<Setback, 'error'>> & Pick<Setback, 'stillMs'>,
  { patienceMs }: RetryPolicy,
): boolean {
  const asked = askAgainMs(error);
  return asked !== undefined && asked > patienceMs - stillMs;
}

const askAgainMs = (error: unknown): number | undefined =>
  error instanceof HeadOfficeSilent ? error.details.askAgainMs : undefined;

function failureOf(error: unknown, attempts: number): Failure {
  if (error instanceof PartCorrupt) return { code: 'PART_CORRUPT', facts: error.facts };
  if (error instanceof HeadOfficeSilent) {
    const asked = askAgainMs(error);
    const later = asked === undefined ? {} : { retryAfterSeconds: Math.ceil(asked / 1_000) };
    return { code: 'HEAD_OFFICE_SILENT', facts: { attempts, last: error.message, ...later } };
  }
  return { code: 'INTERNAL', facts: { attempts } };
}

/**
 * The pause before the next attempt, up to a fifth shorter or longer so that stores do not all come back at once. It ends with
 * the time that head office is given, so that the till hears of it then and not half a minute later. Head office may ask for a
 * longer one: an import waits for as long or has failed (see `verdictOn`), everything else for as long as the longest pause.
 */
export function pauseMs(
  setback: Pick<Setback, 'attempts' | 'stillMs'> & Partial<Setback>,
  policy: RetryPolicy,
  random = Math.random(),
): number {
  const { attempts, stillMs, error, kind } = setback;
  const { patienceMs, pauseMs: first, pauseMaxMs } = policy;
  const doubled = Math.min(first * 2 ** Math.min(attempts - 1, 30), pauseMaxMs);
  const wish = askAgainMs(error) ?? 0;
  const asked = kind === 'IMPORT' ? wish : Math.min(wish, pauseMaxMs);
  // Not sooner than asked, nor all at that very moment.
  const pause = Math.round(Math.max(doubled * (0.8 + 0.4 * random), asked * (1 + 0.2 * random)));
  const left = Math.ceil(patienceMs - stillMs);
  return left > 0 && !wantsToBeLeftAlone(setback, policy) ? Math.min(pause, left) : pause;
}
