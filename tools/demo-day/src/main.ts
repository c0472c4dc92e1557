import { DayFailure } from './api.js';
import { prepareChain } from './chain.js';
import { readOptions, USAGE, UsageError } from './options.js';
import { playDay } from './play.js';

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.command === 'prepare') await prepareChain(options);
  else if (!(await playDay(options))) process.exitCode = 1;
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else {
    const where = error instanceof DayFailure ? `at « ${error.step} »: ${error.reason}` : error;
    console.error('The day failed', where);
    process.exitCode = 1;
  }
}
