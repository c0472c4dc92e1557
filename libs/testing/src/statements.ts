import type { DataSource } from 'typeorm';

/** The statements that a service sends while something is done; without those that `except` says are asked at any moment. */
export async function statementsOf(
  source: DataSource,
  done: () => Promise<unknown>,
  except?: RegExp,
): Promise<readonly string[]> {
  const statements: string[] = [];
  const create = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = ((...args: unknown[]) => {
      const statement = String(args[0]);
      if (!except?.test(statement)) statements.push(statement);
      return query(...args);
    }) as typeof runner.query;
    return runner;
  };
  try {
    await done();
  } finally {
    source.createQueryRunner = create;
  }
  return statements;
}
