import { live } from './lifetime.mjs';
import { ensureNode24 } from './node24.mjs';

/**
 * How each command begins: under the right Node, with an end that leaves nothing running.
 * @param {import('./lifetime.mjs').Main} main
 * @param {(error: unknown) => void} report says a failure to the person
 */
export async function launch(main, report) {
  try {
    await ensureNode24();
  } catch (error) {
    report(error);
    process.exit(1);
  }
  await live(main, report);
}
