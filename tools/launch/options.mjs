import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LaunchFailure } from './failure.mjs';

export const USAGE = `npm start [-- OPTIONS]

Brings what the demonstration needs, starts everything, plays one day in three shops, and stays up until Ctrl-C.

  --exit            stop when the day is over; the exit code says whether it went well
  --report FILE     write the day's result as JSON
  --fresh           begin with an empty chain instead of the one of the last run
  --products FILE   the products to sell: lines of barcode, tab, label; plain or gzipped
  --help            this text

Environment: PORT, the gateway's port; DATABASE_URL, REDIS_URL, NATS_URL, servers to use instead of private ones.
`;

/**
 * @typedef {{ exit: boolean, fresh: boolean, help: boolean, report: string | undefined, products: string | undefined }} StartOptions
 * `report` and `products` are absolute paths
 */

/** The command line cannot be understood: the exit code is 2, as for any program. */
export class UsageError extends Error {}

/**
 * @param {string[]} words
 * @param {Record<string, string | undefined>} env npm says here where it was called, and which options it kept to itself
 * @returns {StartOptions}
 */
export function parseStartOptions(words, env) {
  const swallowed = ['exit', 'fresh', 'report', 'products'].find((name) => env[`npm_config_${name}`]);
  if (swallowed)
    throw new UsageError(`npm kept --${swallowed} to itself; write: npm start -- --${swallowed}`);
  const values = readWords(words);
  /** @param {string | undefined} file */
  const absolute = (file) => (file === undefined ? undefined : resolve(env['INIT_CWD'] ?? '.', file));
  return { ...values, report: absolute(values.report), products: absolute(values.products) };
}

/** @param {StartOptions} options */
export function checkFiles({ products }) {
  if (products === undefined || existsSync(products)) return;
  const failure = new LaunchFailure(
    `the product file ${products} does not exist`,
    'Give --products the path of a file with lines of barcode, tab, label.',
  );
  failure.step = 'Options';
  throw failure;
}

/** @param {string[]} words */
function readWords(words) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        exit: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        report: { type: 'string' },
        products: { type: 'string' },
      },
      allowPositionals: false,
    });
    const { exit = false, fresh = false, help = false, report, products } = values;
    return { exit, fresh, help, report, products };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
