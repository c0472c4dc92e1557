type Answer = Readonly<Record<string, unknown>>;

/** Operations whose answers hold a PIN or a code that is told once, and what of such an answer may be kept. */
const WITH_SECRETS: Readonly<Record<string, (answer: Answer) => unknown>> = {
  createStore: ({ store }) => ({ store }),
  createTill: ({ till }) => ({ till }),
  issueEnrolmentCode: ({ device, expiresAt }) => ({ device, expiresAt }),
  givePin: ({ sellerCode, expiresAt }) => ({ sellerCode, expiresAt }),
};

/** Whether what is kept is the whole answer. */
export const isKeptWhole = (operation: string): boolean => !Object.hasOwn(WITH_SECRETS, operation);

/** Of a store's answer, what the journal keeps. */
export const keptAnswer = (operation: string, answer: unknown): unknown =>
  WITH_SECRETS[operation]?.(answer as Answer) ?? answer;
