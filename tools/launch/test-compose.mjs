import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launch } from './entry.mjs';
import { LaunchFailure } from './failure.mjs';
import { Terminal } from './terminal.mjs';
import { ROOT } from './workplace.mjs';

/**
 * `npm run test:compose`: builds the image, brings the whole stack up with fresh secrets, plays a day on it, checks the
 * day, and takes everything down. Its containers and volumes are its own; a stack that runs beside it is left alone.
 */

const PROJECT = 'encaisse-test';
const PROFILES = ['--profile', 'demo', '--profile', 'demo-day'];
const run = promisify(execFile);
const terminal = new Terminal();

await launch(testCompose, (error) => {
  terminal.failure(error);
  terminal.line('\n0 passed, 1 failed');
});

/** @type {import('./lifetime.mjs').Main} */
async function testCompose(lifetime) {
  const folder = mkdtempSync(join(tmpdir(), 'encaisse-compose-'));
  const envFile = join(folder, 'env');
  lifetime.onEnd('the secrets', () => rmSync(folder, { recursive: true }));
  await terminal.step('Docker engine', () => expectEngine());
  await run(join(ROOT, 'docker/make-env.sh'), [envFile]);
  const compose = composeWith(envFile);
  await terminal.step('Image', () => compose(['build']));
  lifetime.onEnd('the stack', async () => {
    await compose([...PROFILES, 'down', '--volumes', '--timeout', '5']);
  });
  await terminal.step('Stack, healthy', () => compose(['--profile', 'demo', 'up', '--detach', '--wait']));
  await terminal.step('Demo day', () => compose(['run', '--rm', 'demo-day'], { show: true }));
  const { report, log } = await terminal.step('Report', () => readOutcome(compose));
  const failures = [
    ...(report.ok === true ? [] : [`the day is not ok: ${report.findings.join('; ')}`]),
    ...report.refusals
      .filter(({ correlationId }) => correlationId === '' || !log.includes(correlationId))
      .map(({ step, correlationId }) => `the gateway's log has no line of « ${step} » (${correlationId})`),
  ];
  for (const failure of failures) terminal.line(`  ✗ ${failure}`);
  const passed = report.refusals.length + 1 - failures.length;
  terminal.line(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

async function expectEngine() {
  try {
    await run('docker', ['info']);
    await run('docker', ['compose', 'version']);
  } catch (error) {
    throw new LaunchFailure(
      'there is no Docker engine with Compose v2 to run the stack on',
      'Install Docker Engine and its Compose plugin, start the engine, and run this again as a user who may use it.',
      { cause: error },
    );
  }
}

/** @typedef {(words: string[], how?: { show?: boolean }) => Promise<string>} Compose answers what was written to stdout */

/** @param {string} envFile @returns {Compose} */
function composeWith(envFile) {
  const env = {
    ...process.env,
    GATEWAY_PORT: '18080',
    HEAD_OFFICE_TIMEOUT_MS: '4000',
    PREFETCH_MS: '10000',
    RECEIPT_SECONDS: '45',
    COMPOSE_PROGRESS: 'plain',
  };
  return (words, { show = false } = {}) =>
    new Promise((resolve, reject) => {
      const all = ['compose', '--env-file', envFile, '--project-name', PROJECT, ...words];
      const child = spawn('docker', all, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        out += text;
        if (show) process.stdout.write(text);
      });
      child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        said = (said + text).slice(-20_000);
      });
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) return resolve(out);
        const detail = `${out}\n${said}`.trimEnd().split('\n').slice(-25);
        const remedy = 'Read the lines below; `docker compose logs SERVICE` has more while the stack is up.';
        reject(new LaunchFailure(`docker compose ${words.join(' ')} ended with ${code}`, remedy, { detail }));
      });
    });
}

/**
 * @typedef {{ ok: boolean, findings: string[], refusals: { step: string, correlationId: string }[] }} DayReport
 * @param {Compose} compose
 * @returns {Promise<{ report: DayReport, log: string }>}
 */
async function readOutcome(compose) {
  const print = "process.stdout.write(require('node:fs').readFileSync('/data/day.json'))";
  const report = await compose(['run', '--rm', 'demo-day', '-e', print]);
  return { report: JSON.parse(report), log: await compose(['logs', '--no-log-prefix', 'gateway']) };
}
