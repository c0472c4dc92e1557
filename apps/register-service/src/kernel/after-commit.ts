/** Something to do once the transaction stands: ring a doorbell, ask another service. It may get lost, so somebody's timer must do the same. */
export type AfterCommit = () => void | Promise<void>;

/** One run of a transaction. A run that is tried again after a deadlock starts with a new one. */
export interface CommandRun {
  readonly at: Date;
  readonly correlationId: string;
  /** Runs after the commit, and not at all when there is none. */
  afterCommit(task: AfterCommit): void;
  /** Commits what was done although the answer is a refusal. */
  keepDespiteRefusal(): void;
}
