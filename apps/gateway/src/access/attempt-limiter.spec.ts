import { done, type Outcome, refused } from '@encaisse/contracts';
import { AttemptLimiter } from './attempt-limiter.js';

const WRONG = refused('ADMIN_LOGIN_FAILED');

describe('the limit on guesses', () => {
  let now = 0;
  let limiter: AttemptLimiter;
  beforeEach(() => {
    now = 1_000_000;
    limiter = new AttemptLimiter(() => now);
  });

  const guess = (outcome: Outcome<string> = WRONG, address = '192.0.2.7'): Promise<Outcome<string>> =>
    limiter.run(address, 'ADMIN_LOGIN_FAILED', () => outcome);
  const waitSeconds = async (): Promise<unknown> => {
    const outcome = await guess();
    return outcome.ok ? undefined : outcome.refusal.facts?.retryAfterSeconds;
  };

  it('lets people mistype five times, then makes them wait twice as long each time', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess()).toEqual(WRONG);
    expect(await guess()).toEqual(refused('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 1 }));
    for (const pauseSeconds of [1, 2, 4, 8]) {
      expect(await waitSeconds()).toBe(pauseSeconds);
      now += pauseSeconds * 1_000;
      expect(await guess()).toEqual(WRONG);
    }
  });

  it('never makes anybody wait more than a quarter of an hour', async () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      await guess();
      now += 15 * 60 * 1_000;
    }
    await guess();
    expect(await waitSeconds()).toBe(15 * 60);
  });

  it('does not run what it refuses, even when it is right', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await guess();
    const attempt = jest.fn(() => done('in'));
    await limiter.run('192.0.2.7', 'ADMIN_LOGIN_FAILED', attempt);
    expect(attempt).not.toHaveBeenCalled();
  });

  it('forgives everything once somebody is right', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) await guess();
    expect(await guess(done('in'))).toEqual(done('in'));
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess()).toEqual(WRONG);
  });

  it('forgets a network that has been quiet for an hour', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await guess();
    now += 60 * 60 * 1_000;
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess()).toEqual(WRONG);
  });

  it('counts each network apart', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) await guess();
    expect(await guess(WRONG, '192.0.2.8')).toEqual(WRONG);
  });

  it('counts a burst of guesses before it knows how they end', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => guess()));
    expect(
      outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'ADMIN_LOGIN_FAILED'),
    ).toHaveLength(5);
  });

  it('does not count what is no guess: another refusal, or a service that is away', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await guess(refused('BODY_INVALID'))).toEqual(refused('BODY_INVALID'));
      const away = limiter.run('192.0.2.7', 'ADMIN_LOGIN_FAILED', () => Promise.reject(new Error('away')));
      await expect(away).rejects.toThrow('away');
    }
    expect(await guess()).toEqual(WRONG);
  });
});
