import { type Outcome, type PrintJob, printingContracts, printWakeSubject } from '@encaisse/contracts';
import type { Bus } from '@encaisse/messaging';
import type { Disposition, HeartbeatFacts, JobReport, RegisterService } from './register-service.js';
import type { TillIdentity } from './till-identity.js';

/** Register-service over NATS, on this till's own subjects. */
export class NatsRegisterService implements RegisterService {
  readonly #bus: Bus;
  readonly #identity: TillIdentity;

  constructor(bus: Bus, identity: TillIdentity) {
    this.#bus = bus;
    this.#identity = identity;
  }

  async pull(maxJobs: number): Promise<readonly PrintJob[]> {
    const { tillId, credential } = this.#identity;
    const body = { tillCredential: credential, maxJobs };
    return accepted(await this.#bus.requestAsTill(printingContracts.pull, tillId, body)).jobs;
  }

  async report(report: JobReport): Promise<Disposition> {
    const { tillId, credential } = this.#identity;
    const body = { tillCredential: credential, ...report };
    const outcome = await this.#bus.requestAsTill(printingContracts.report, tillId, body);
    // A job that register-service does not know (any more) is nobody's: there is no one to ask for it.
    if (!outcome.ok && outcome.refusal.code === 'PRINT_JOB_UNKNOWN') return 'WITHDRAWN';
    return accepted(outcome).disposition;
  }

  async heartbeat(facts: HeartbeatFacts): Promise<void> {
    const { tillId, credential } = this.#identity;
    const body = { tillCredential: credential, ...facts };
    accepted(await this.#bus.requestAsTill(printingContracts.heartbeat, tillId, body));
  }

  onWake(listener: () => void): () => void {
    return this.#bus.onHint(printWakeSubject(this.#identity.tillId), listener);
  }
}

function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`register-service refused: ${outcome.refusal.code}`);
}
