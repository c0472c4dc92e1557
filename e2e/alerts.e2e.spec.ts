import { ALERT_RULES } from '@encaisse/contracts';
import { byTheHour } from './alerts/by-the-hour.js';
import { happened } from './alerts/happened.js';
import { HeadOfficeWatching } from './alerts/head-office-watching.js';
import { oneStoreOnly } from './alerts/one-store-only.js';
import { silent } from './alerts/silent.js';

jest.setTimeout(60_000);

/** Real causes: raised once, updated, acknowledged by a person, closed when the cause ends, live and in the list. */
describe('head office is warned, through the whole system', () => {
  let opened: HeadOfficeWatching;
  const house = () => opened;
  beforeAll(async () => {
    opened = await HeadOfficeWatching.open('alerts');
  }, 180_000);
  afterEach(() => opened.calmAgain());
  afterAll(() => opened?.close(), 60_000);

  const ofOneStore = oneStoreOnly(house);
  describe('a watcher of one store', () => ofOneStore.begins());
  describe('of what has happened', () => happened(house));
  describe('a watcher of one store', () => ofOneStore.breaks());
  describe('of what is silent', () => silent(house));
  describe('a watcher of one store', () => ofOneStore.isBack());
  describe('of what takes too long', () => byTheHour(house));
  describe('a watcher of one store', () => ofOneStore.ends());

  describe('all in all', () => {
    it('by every rule there is', () => {
      const rules = opened.watch.changes.flatMap((change) =>
        change.type === 'alert' ? [change.alert.rule] : [],
      );
      expect(new Set(rules)).toEqual(new Set(ALERT_RULES));
    });
  });
});
