import { LaunchFailure } from './failure.mjs';
import { parseStartOptions, UsageError } from './options.mjs';
import { describe as describeFailure } from './terminal.mjs';

describe('the options of npm start', () => {
  it('has a default for each of them', () => {
    expect(parseStartOptions([], {})).toEqual({
      exit: false,
      fresh: false,
      help: false,
      report: undefined,
      products: undefined,
    });
  });

  it('reads files from where npm was called, not from where it runs', () => {
    const words = ['--exit', '--report', 'day.json', '--products', '/data/products.tsv.gz'];
    expect(parseStartOptions(words, { INIT_CWD: '/home/anne' })).toMatchObject({
      exit: true,
      report: '/home/anne/day.json',
      products: '/data/products.tsv.gz',
    });
  });

  it.each([
    ['an unknown option', ['--frehs']],
    ['a word that is no option', ['day.json']],
    ['a file option without its file', ['--report']],
  ])('refuses %s', (_what, words) => {
    expect(() => parseStartOptions(words, {})).toThrow(UsageError);
  });

  it('says how to write an option that npm took for its own', () => {
    expect(() => parseStartOptions([], { npm_config_exit: 'true' })).toThrow('npm start -- --exit');
  });
});

describe('a failure on the terminal', () => {
  it('names the step, the reason and the remedy, and shows the last lines of what failed', () => {
    const failure = new LaunchFailure('the build failed', 'Correct it.\nThen try again.', {
      detail: ['error TS1'],
    });
    failure.step = 'Build';
    expect(describeFailure(failure)).toEqual([
      'Step:   Build',
      'Reason: the build failed',
      'Remedy: Correct it.',
      '        Then try again.',
      '',
      'Last lines of its output:',
      '  | error TS1',
    ]);
  });
});
