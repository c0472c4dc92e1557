import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';

/** @typedef {import('../../tools/launch/stack.mjs').Stack} Stack */

const SERVICE = 'supervision-service';
/** Where of the run the database goes: in between two kills, and with the time to tell everything again. */
const DROP_AT = 0.5;

/**
 * What happens when: kills at even distances, and the drop.
 * @param {{ seconds: number, kills: number, drop: boolean }} wanted
 * @returns {{ atMs: number, deed: 'kill' | 'drop' }[]}
 */
export function planTrouble({ seconds, kills, drop }) {
  const ms = seconds * 1_000;
  const plan = Array.from({ length: kills }, (_, index) => ({
    atMs: ((index + 0.5) * ms) / kills,
    deed: /** @type {'kill' | 'drop'} */ ('kill'),
  }));
  if (drop) plan.push({ atMs: DROP_AT * ms, deed: 'drop' });
  return plan.sort((a, b) => a.atMs - b.atMs);
}

/**
 * Does it, one after the other: nothing is killed before it is back.
 * @param {Stack} stack
 * @param {ReturnType<typeof planTrouble>} plan
 * @param {() => Promise<void>} madeAnew called once the dropped database is there again, empty
 * @returns {Promise<{ kills: number, drops: number, awayMs: number[] }>} `awayMs`: until the service was back, each time
 */
export async function makeTrouble(stack, plan, madeAnew) {
  const startedAt = performance.now();
  const done = { kills: 0, drops: 0, awayMs: /** @type {number[]} */ ([]) };
  for (const { atMs, deed } of plan) {
    await pause(Math.max(0, startedAt + atMs - performance.now()));
    const goneAt = performance.now();
    if (deed === 'kill') {
      stack.supervisor.kill(SERVICE);
      // It is still answering, or has answered, until the signal has come.
      await pause(50);
      await stack.supervisor.untilReady(SERVICE);
      done.kills += 1;
    } else {
      await loseDatabase(stack);
      done.drops += 1;
    }
    done.awayMs.push(Math.round(performance.now() - goneAt));
    if (deed === 'drop') await madeAnew();
  }
  return done;
}

/** Dropped while it is written to; the service is killed, the migrations make another, and it starts on that. @param {Stack} stack */
async function loseDatabase({ scene, supervisor, migrate }) {
  const url = scene.databaseUrl();
  const source = await new DataSource({ type: scene.databaseType, url }).initialize();
  await source.query(`DROP DATABASE \`${new URL(url).pathname.slice(1)}\``);
  await source.destroy();
  supervisor.kill(SERVICE);
  await supervisor.takeAway(SERVICE);
  await migrate();
  await supervisor.bringBack(SERVICE);
}
