import { Rounds } from './rounds.js';

const PAUSE_MS = 1_000;

describe('rounds', () => {
  let began: number;
  let round: () => Promise<void>;
  const failed = jest.fn();
  let rounds: Rounds;
  const after = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    failed.mockReset();
    began = 0;
    round = async () => undefined;
    rounds = new Rounds({
      round: () => {
        began += 1;
        return round();
      },
      pauseMs: () => PAUSE_MS,
      pauseAfterFailureMs: () => PAUSE_MS / 2,
      failed,
    });
  });
  afterEach(() => jest.useRealTimers());

  it('begin after their own pause, or when it is said', async () => {
    rounds.start();
    await after(PAUSE_MS - 1);
    expect(began).toBe(0);
    await after(1);
    expect(began).toBe(1);
    await rounds.stop();
  });

  it('may begin at another time, and come again after each pause', async () => {
    rounds.start(10);
    await after(10);
    expect(began).toBe(1);
    await after(3 * PAUSE_MS);
    expect(began).toBe(4);
    await rounds.stop();
  });

  it('never run two at once: the pause begins at the end of a round', async () => {
    const end = Promise.withResolvers<void>();
    round = () => end.promise;
    rounds.start(0);
    await after(5 * PAUSE_MS);
    expect(began).toBe(1);
    end.resolve();
    await after(PAUSE_MS - 1);
    expect(began).toBe(1);
    await after(1);
    expect(began).toBe(2);
    await rounds.stop();
  });

  it('tell of a failure, and go on after the pause that such a one has', async () => {
    const error = new Error('the database is away');
    round = () => Promise.reject(error);
    rounds.start(0);
    await after(0);
    expect(failed.mock.calls).toEqual([[error]]);
    round = async () => undefined;
    await after(PAUSE_MS / 2);
    expect(began).toBe(2);
    await after(PAUSE_MS / 2);
    expect(began).toBe(2);
    expect(failed).toHaveBeenCalledTimes(1);
    await rounds.stop();
  });

  it('end with the round that runs, which can know of it, and whose failure is nobody’s concern', async () => {
    const end = Promise.withResolvers<void>();
    round = () => end.promise;
    rounds.start(0);
    await after(0);
    let stopped = false;
    const stopping = rounds.stop().then(() => {
      stopped = true;
    });
    expect(rounds.stopped).toBe(true);
    await after(PAUSE_MS);
    expect(stopped).toBe(false);
    end.reject(new Error('closed'));
    await stopping;
    await after(5 * PAUSE_MS);
    expect(began).toBe(1);
    expect(failed).not.toHaveBeenCalled();
  });

  it('never begin once they were stopped, not even the first', async () => {
    rounds.start(10);
    await rounds.stop();
    rounds.start(10);
    await after(5 * PAUSE_MS);
    expect(began).toBe(0);
  });
});
