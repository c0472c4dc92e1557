import { type Answer, DayFailure } from './api.js';

export interface MetRefusal {
  readonly step: string;
  readonly code: string;
  readonly httpStatus: number;
  readonly correlationId: string;
}

/** The refusals that the day walks into on purpose, each with the code that the manual asks for. */
export class RefusalBook {
  readonly met: MetRefusal[] = [];

  /** Records the refusal. A request that passes, or is refused for another reason, is a failure of the day. */
  expect(step: string, code: string, answer: Answer<unknown>): void {
    if (answer.ok) throw new DayFailure(step, `should have been refused with ${code}, and was not`);
    const { problem, correlationId } = answer;
    if (problem.code !== code) throw new DayFailure(step, `refused with ${problem.code}, expected ${code}`);
    this.met.push({ step, code, httpStatus: problem.status, correlationId });
    console.log(`  ✗ ${step} → ${code} (${problem.status}) « ${problem.titleFr} »`);
  }
}
