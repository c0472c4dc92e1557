import type { DataSource } from 'typeorm';

/** What the rounds of the service ask at any moment, whoever asks something else meanwhile. */
const ROUNDS = /supervision_commands|supervision_command_outcomes|_LOCK\(|DATABASE\(\)/u;

/** The statements that the service sends for something that is done. */
export async function statementsOf(
  source: DataSource,
  done: () => Promise<unknown>,
): Promise<readonly string[]> {
  const statements: string[] = [];
  const create = source.createQueryRunner.bind(source);
  const spy = jest.spyOn(source, 'createQueryRunner').mockImplementation((mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = ((...args: unknown[]) => {
      if (!ROUNDS.test(String(args[0]))) statements.push(String(args[0]));
      return query(...args);
    }) as typeof runner.query;
    return runner;
  });
  try {
    await done();
  } finally {
    spy.mockRestore();
  }
  return statements;
}
