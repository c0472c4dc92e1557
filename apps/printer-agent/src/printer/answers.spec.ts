import { Answers } from './answers.js';

const isEven = (byte: number) => byte % 2 === 0;

test('the first byte that fits is taken, those before it are dropped, those after it stay', async () => {
  const answers = new Answers();
  answers.push(Buffer.from([1, 3, 4, 6]));
  expect(await answers.next(isEven, 0)).toBe(4);
  expect(await answers.next(isEven, 0)).toBe(6);
  expect(await answers.next(isEven, 0)).toBeUndefined();
});

test('a byte that comes while waiting is taken, one that does not fit is waited past', async () => {
  const answers = new Answers();
  const waiting = answers.next(isEven, 1_000);
  answers.push(Buffer.from([5]));
  await Promise.resolve();
  answers.push(Buffer.from([8]));
  expect(await waiting).toBe(8);
});

test('the end of the line ends the waiting, after what had come before it', async () => {
  const answers = new Answers();
  const waiting = answers.next(isEven, 10_000);
  answers.end();
  expect(await waiting).toBeUndefined();
  answers.push(Buffer.from([2]));
  expect(await answers.next(isEven, 10_000)).toBe(2);
});

test('cleared bytes answer nothing', async () => {
  const answers = new Answers();
  answers.push(Buffer.from([2]));
  answers.clear();
  expect(await answers.next(isEven, 0)).toBeUndefined();
});
