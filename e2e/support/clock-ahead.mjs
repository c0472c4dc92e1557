import { readFileSync } from 'node:fs';

/*
 * Loaded into a service before its program (`node --import`): its clock is ahead of the machine's by what a file says, in
 * milliseconds, as that of a machine is whose clock was set wrong. The file is named by `?file=`.
 */

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
const LOOK_MS = 20;
const machine = Date.now;
let aheadMs = 0;
let lookedAt = Number.NEGATIVE_INFINITY;

function now() {
  const at = machine();
  if (at - lookedAt > LOOK_MS) {
    lookedAt = at;
    try {
      aheadMs = Number(readFileSync(file, 'utf8'));
    } catch {
      aheadMs = 0;
    }
  }
  return at + aheadMs;
}

Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
});
