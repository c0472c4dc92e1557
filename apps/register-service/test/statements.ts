import type { DataSource } from 'typeorm';

/** The statements that the service sends while something is done. */
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
      statements.push(String(args[0]));
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
