import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Latency } from './latency.mjs';
import { connectAs, preciseNow } from './nats.mjs';
import { answering } from './thread.mjs';

/**
 * Core NATS by itself, through the same client code as everything else: from the publishing of a message as large as a change
 * to its hearing, as many a second as there are changes.
 */

const { nats, perSecond } = /** @type {{ nats: import('./nats.mjs').NatsPlace, perSecond: number }} */ (
  workerData
);
/** What register-service may hear and the gateway may say; nobody else is there. */
const SUBJECT = 'encaisse.cmd.till.bench-probe.v1';
const PAD = 'x'.repeat(1_000);

const latency = new Latency();
const [speaker, listener] = await Promise.all([
  connectAs(nats, 'gateway'),
  connectAs(nats, 'register-service'),
]);
listener.onTold(SUBJECT, (body) => {
  latency.add(preciseNow() - /** @type {{ sentAt: number }} */ (body).sentAt);
});
await listener.isReady();

let ended = false;
async function speak() {
  const startedAt = performance.now();
  for (let sent = 0; !ended; sent += 1) {
    const waitMs = startedAt + (sent * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await pause(waitMs);
    speaker.tell(SUBJECT, { sentAt: preciseNow(), pad: PAD });
  }
}
const speaking = speak();

const silence = async () => {
  ended = true;
  await speaking;
};

answering(parentPort, {
  report: () => latency.spread,
  silence,
  end: async () => {
    await silence();
    await Promise.all([speaker.drain(), listener.drain()]);
  },
});
