import { Mechanism } from './mechanism.js';
import type { Ticket } from './paper.js';
import { Tokenizer } from './tokens.js';

export interface Decoded {
  /** One for each cut. */
  readonly tickets: readonly Ticket[];
  readonly drawerPulses: number;
  /** Names of the commands in order, without their parameters and without the text between. */
  readonly commands: readonly string[];
}

/** What a printer makes of these bytes. */
export function decode(bytes: Buffer): Decoded {
  const mechanism = new Mechanism();
  const tokens = new Tokenizer().push(bytes);
  const effects = tokens.map((token) => mechanism.execute(token));
  return {
    tickets: effects.flatMap((effect) => (effect?.kind === 'cut' ? [effect.ticket] : [])),
    drawerPulses: effects.filter((effect) => effect?.kind === 'drawer').length,
    commands: tokens.flatMap((token) => (token.kind === 'command' ? [token.name] : [])),
  };
}
