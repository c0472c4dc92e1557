import { loadavg } from 'node:os';

/** The one-minute load, looked at every few seconds: what else this machine had to do. */
export function watchLoad() {
  /** @type {number[]} */
  const seen = [loadavg()[0] ?? 0];
  const timer = setInterval(() => seen.push(loadavg()[0] ?? 0), 5_000);
  return () => {
    clearInterval(timer);
    const sorted = seen.toSorted((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
  };
}
