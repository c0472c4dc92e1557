import { HeadOfficeSilent } from '../head-office/head-office.js';
import { PartCorrupt } from '../imports/part-reader.js';
import { pauseMs, type RetryPolicy, verdictOn } from './retry.js';

const policy: RetryPolicy = { patienceMs: 60_000, pauseMs: 1_000, pauseMaxMs: 60_000 };
const silence = new HeadOfficeSilent('no line');
const verdict = (kind: 'IMPORT' | 'EXPORT', error: unknown, attempts: number, stillMs: number) =>
  verdictOn({ kind, error, attempts, stillMs }, policy);

describe('a failed attempt', () => {
  it('of an import is made again while head office may still answer in time', () => {
    expect(verdict('IMPORT', silence, 1, 0)).toEqual({ kind: 'again', unanswered: false });
    expect(verdict('IMPORT', silence, 9, 59_999)).toEqual({ kind: 'again', unanswered: false });
  });

  it('of an import is the last one after the time and three attempts', () => {
    expect(verdict('IMPORT', silence, 2, 600_000).kind).toBe('again');
    expect(verdict('IMPORT', silence, 3, 60_000)).toEqual({
      kind: 'fail',
      failure: { code: 'HEAD_OFFICE_SILENT', facts: { attempts: 3, last: 'no line' } },
    });
  });

  it('of an import with a corrupt part is the last one at the third time, however soon', () => {
    const corrupt = new PartCorrupt({ part: 'prices', what: 'sha256' });
    expect(verdict('IMPORT', corrupt, 2, 10).kind).toBe('again');
    expect(verdict('IMPORT', corrupt, 3, 10)).toEqual({
      kind: 'fail',
      failure: { code: 'PART_CORRUPT', facts: { part: 'prices', what: 'sha256' } },
    });
  });

  it('of an import is the last one after the time, however few, where head office wished to be left alone', () => {
    const later = new HeadOfficeSilent('503', { askAgainMs: 10 });
    expect(verdict('IMPORT', later, 1, 59_000).kind).toBe('again');
    expect(verdict('IMPORT', later, 2, 60_000)).toMatchObject({
      kind: 'fail',
      failure: { code: 'HEAD_OFFICE_SILENT' },
    });
  });

  it('of an import is the last one at once where head office wishes to be left alone for longer, and says so', () => {
    const later = new HeadOfficeSilent('503', { askAgainMs: 45_000 });
    expect(verdict('IMPORT', later, 1, 15_000)).toEqual({ kind: 'again', unanswered: false });
    expect(verdict('IMPORT', later, 1, 15_001)).toEqual({
      kind: 'fail',
      failure: { code: 'HEAD_OFFICE_SILENT', facts: { attempts: 1, last: '503', retryAfterSeconds: 45 } },
    });
  });

  it('of an export lets the till go at once in that case, and goes on', () => {
    const later = new HeadOfficeSilent('503', { askAgainMs: 45_000 });
    expect(verdict('EXPORT', later, 1, 15_000)).toEqual({ kind: 'again', unanswered: false });
    expect(verdict('EXPORT', later, 1, 15_001)).toEqual({ kind: 'again', unanswered: true });
  });

  it('for a reason of our own says no more than that', () => {
    expect(verdict('IMPORT', new Error('disk full'), 5, 60_000)).toEqual({
      kind: 'fail',
      failure: { code: 'INTERNAL', facts: { attempts: 5 } },
    });
  });

  it('of an export is never the last one, but the till is let go after the time', () => {
    expect(verdict('EXPORT', silence, 2, 59_999)).toEqual({ kind: 'again', unanswered: false });
    expect(verdict('EXPORT', silence, 1, 60_000)).toEqual({ kind: 'again', unanswered: true });
    expect(verdict('EXPORT', new Error('disk full'), 900, 9e9)).toEqual({ kind: 'again', unanswered: true });
  });
});

describe('the pause before the next attempt', () => {
  const pause = (attempts: number, stillMs: number, random = 0.5) =>
    pauseMs({ attempts, stillMs }, policy, random);
  const asked = (askAgainMs: number, stillMs: number, random = 0) => {
    const error = new HeadOfficeSilent('503', { askAgainMs });
    return pauseMs({ kind: 'EXPORT', attempts: 1, stillMs, error }, policy, random);
  };

  it('doubles up to its limit', () => {
    expect([1, 2, 3, 6, 7, 50].map((attempts) => pause(attempts, 60_000))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('is up to a fifth shorter or longer, so that stores do not come back together', () => {
    expect([pause(1, 0, 0), pause(1, 0, 1)]).toEqual([800, 1_200]);
  });

  it('is as long as head office asks, up to its limit', () => {
    expect([asked(7_000, 0), asked(7_000, 0, 1), asked(10, 0, 0.5)]).toEqual([7_000, 8_400, 1_000]);
    expect([asked(86_400_000, 60_000), asked(7_000, 58_000)]).toEqual([60_000, 7_000]);
  });

  it('is never shorter than head office asks while an import waits for it', () => {
    const impatient = { ...policy, pauseMaxMs: 400 };
    const error = new HeadOfficeSilent('503', { askAgainMs: 7_000 });
    for (const stillMs of [0, 52_000, 53_000]) {
      const pause = pauseMs({ kind: 'IMPORT', attempts: 1, stillMs, error }, impatient, 1);
      expect(pause).toBeGreaterThanOrEqual(7_000);
      expect(stillMs + pause).toBeLessThanOrEqual(60_000);
    }
  });

  it('does not outlast the time that head office is given', () => {
    expect([pause(6, 31_000), pause(6, 59_990.5), pause(6, 60_001)]).toEqual([29_000, 10, 32_000]);
  });
});
