/** What everybody tries first, whatever stands around it. */
const COMMON = [
  'administrateur',
  'administrator',
  'motdepasse',
  'mot de passe',
  'password',
  'passw0rd',
  'azertyuiop',
  'azerty',
  'qwertyuiop',
  'qwerty',
  'bonjour',
  'bienvenue',
  'welcome',
  'soleil',
  'chouchou',
  'doudou',
  'loulou',
  'jetaime',
  'je t’aime',
  'iloveyou',
  'marseille',
  'caisse',
  'encaisse',
  'magasin',
  'changeme',
  'abcdefghij',
  'letmein',
  'superman',
  'princesse',
];
const DISTINCT_MIN = 5;
const NAME_LETTERS_MIN = 3;

const isRun = (text: string): boolean => {
  const steps = [...text]
    .slice(1)
    .map((character, index) => character.charCodeAt(0) - text.charCodeAt(index));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
};
/** The same piece over and over: `caisse1caisse1`. */
const isRepeated = (text: string): boolean => /^(.{1,8})\1+.{0,7}$/u.test(text);

/**
 * Whether a password is one of the first that somebody would try who knows whose it is: a common one, or her own name,
 * with nothing added to them but digits, signs and a letter or two. Its length is the contract's business.
 */
export function isTooWeak(password: string, { name, displayName, former }: PasswordOwner): boolean {
  const lower = password.toLowerCase();
  const own = [name, displayName]
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter(({ length }) => length >= NAME_LETTERS_MIN);
  let rest = lower;
  for (const word of [...COMMON, ...own].toSorted((one, other) => other.length - one.length))
    rest = rest.replaceAll(word, '');
  return (
    password === former ||
    // Of what was mere words, too little of her own is left.
    (rest !== lower && rest.replaceAll(/\P{L}/gu, '').length < NAME_LETTERS_MIN) ||
    new Set(lower).size < DISTINCT_MIN ||
    isRun(lower) ||
    isRepeated(lower)
  );
}

export interface PasswordOwner {
  readonly name: string;
  readonly displayName: string;
  /** The password that is to be replaced. */
  readonly former: string;
}
