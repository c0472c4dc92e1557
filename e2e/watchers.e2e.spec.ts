import { watchChain } from '../bench/watchers/run.mjs';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';

/** What `npm run bench:watchers` proves at length: here in small, each time that the tests run. */
describe('head office’s live view, through the real services', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await openTestStack('watchers', { only: ['supervision-service', 'gateway'] });
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);

  it('loses nothing and says nothing twice, whatever is killed, dropped or breaks off', async () => {
    const wanted = { registers: 40, changes: 20, watchers: 5, seconds: 10, kills: 1, drop: true };
    const watched = await watchChain(stack, wanted, (_title, work) => work());
    expect(watched.wrong).toEqual([]);
    expect(watched).toMatchObject({
      ok: true,
      happened: 200,
      trouble: { kills: 1, drops: 1 },
      readModel: { equalsEvents: true },
    });
    expect(watched.commitToWatcher.count).toBeGreaterThan(0);
  }, 300_000);
});
