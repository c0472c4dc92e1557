import type { ApprovalAct } from '@encaisse/contracts';
import { openTestStack, type TestStack } from '../../tools/launch/test-stack.mjs';
import { type Deed, Desk } from '../support/desk.js';
import { LiveWatch } from '../support/live-watch.js';
import { SteeredClock } from '../support/steered-clock.js';
import { StoreAtWork } from '../support/store-at-work.js';

/** The chain with people at head office and at some tills, for a spec of what the ones have done at the others. */
export class HeadOfficeAtWork {
  private constructor(
    readonly stack: TestStack,
    readonly storeClock: SteeredClock,
    readonly administrator: Desk,
    readonly operators: readonly [Desk, Desk],
    readonly watch: LiveWatch,
    /** Two tills of one store, and one of each of the others. */
    readonly tills: Readonly<Record<'lyon' | 'lyonToo' | 'nantes' | 'lille', StoreAtWork>>,
  ) {}

  static async open(name: string): Promise<HeadOfficeAtWork> {
    const storeClock = new SteeredClock();
    const settings = { 'register-service': storeClock.settings };
    const stack = await openTestStack(name, { settings });
    const configured = await Desk.administrator(stack);
    const [administrator, one, other] = await Promise.all([
      configured.hire('admin@chaine.example', 'ADMINISTRATOR'),
      configured.hire('un@chaine.example', 'OPERATOR'),
      configured.hire('deux@chaine.example', 'OPERATOR'),
    ]);
    const watch = await LiveWatch.open(stack, one.token);
    const [lyon, nantes, lille] = await Promise.all([
      StoreAtWork.open(stack, 'S01-T1'),
      StoreAtWork.open(stack, 'S02-T1'),
      StoreAtWork.open(stack, 'S03-T1'),
    ]);
    const lyonToo = await StoreAtWork.open(stack, 'S01-T2');
    const tills = { lyon, lyonToo, nantes, lille };
    return new HeadOfficeAtWork(stack, storeClock, administrator, [one, other], watch, tills);
  }

  /** Both people sit at head office. */
  async twoAtHeadOffice(registerId: string, act: ApprovalAct): Promise<Deed<unknown>> {
    const [one, other] = this.operators;
    const { approvalId } = await one.ask(registerId, act);
    return other.approve(approvalId);
  }

  /** An operator asks, the responsable approves at her till. */
  async oneInTheStore(registerId: string, act: ApprovalAct, store: StoreAtWork): Promise<void> {
    const { approvalId } = await this.operators[0].ask(registerId, act);
    await store.approve(approvalId);
  }

  async close(): Promise<void> {
    this.watch.close();
    for (const { till } of Object.values(this.tills)) till.close();
    await this.stack.close();
    this.storeClock.forget();
  }
}
