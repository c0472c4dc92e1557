/** What everybody tries first. The list is short because lock-out after a few attempts does the rest. */
const COMMON = [
  'azerty',
  'azertyuiop',
  'qwerty',
  'qwertyuiop',
  'password',
  'motdepasse',
  'caisse',
  'bonjour',
  'soleil',
  'doudou',
  'loulou',
  'chouchou',
  'magasin',
];
const DISTINCT_MIN = 3;

const isRun = (text: string): boolean => {
  const steps = [...text]
    .slice(1)
    .map((character, index) => character.charCodeAt(0) - text.charCodeAt(index));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
};

const LETTERLESS = /^\P{L}*$/u;

/** Whether nothing but digits and signs is left of `text` once `word` is taken out. */
const isMadeOf = (word: string, text: string): boolean =>
  text.includes(word) && LETTERLESS.test(text.replaceAll(word, ''));

/** Whether a password is one of the first that somebody at the till would try. Its length is the contract's business. */
export function isTooWeak(
  password: string,
  { sellerCode, pin }: { sellerCode: string; pin: string },
): boolean {
  const lower = password.toLowerCase();
  return (
    password === pin ||
    [sellerCode.toLowerCase(), ...COMMON].some((word) => isMadeOf(word, lower)) ||
    new Set(lower).size < DISTINCT_MIN ||
    isRun(lower)
  );
}
