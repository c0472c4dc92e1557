import { badWeather } from './commands/bad-weather.js';
import { HeadOfficeAtWork } from './commands/head-office-at-work.js';
import { jobsAgain } from './commands/jobs-again.js';
import { reachingIn } from './commands/reaching-in.js';
import { settingUp } from './commands/setting-up.js';
import { twoPeople } from './commands/two-people.js';

jest.setTimeout(60_000);

/** Each command is asked twice under its key: see `Desk.order`. */
describe('what head office has done in its stores, through the whole system', () => {
  let opened: HeadOfficeAtWork;
  const house = () => opened;
  beforeAll(async () => {
    opened = await HeadOfficeAtWork.open('head-office-commands');
  }, 180_000);
  afterAll(() => opened?.close(), 60_000);

  describe('an administrator', () => settingUp(house));
  describe('two people', () => twoPeople(house));
  describe('an operator, of jobs,', () => jobsAgain(house));
  describe('an operator, in a store that sells,', () => reachingIn(house));
  describe('a command', () => badWeather(house));
});
