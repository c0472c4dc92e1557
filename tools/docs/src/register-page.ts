import {
  DISCOUNT_FORMULAS,
  EXPECTED_CASH_FORMULA,
  GUARD_ORDER,
  HELD_STATES,
  landingStates,
  REFUND_FORMULA,
  REGISTER_COMMANDS,
  REGISTER_REFUSALS,
  REGISTER_STATE_LABELS,
  REGISTER_STATES,
  type RegisterCommandType,
  type RegisterState,
  ROUNDING_RULE,
  refusalInTable,
  VAT_FORMULAS,
} from '@encaisse/register-domain';
import { table } from './markdown.js';

const HELD: readonly RegisterState[] = HELD_STATES;

/** One arrow from state to state for all the commands that lead along it; what stays where it is has no arrow. */
function diagram(): string {
  const arrows = REGISTER_STATES.flatMap((from) =>
    REGISTER_STATES.filter((to) => to !== from).flatMap((to) => {
      const commands = REGISTER_COMMANDS.filter((command) => landingStates(command, from).includes(to));
      return commands.length === 0 ? [] : [`  ${from} --> ${to}: ${commands.join(', ')}`];
    }),
  );
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> AWAITING_IMPORT', ...arrows, '```'].join('\n');
}

const states = () =>
  table(
    ['state', 'on the screens', 'held', 'meaning'],
    REGISTER_STATES.map((state) => [
      `\`${state}\``,
      REGISTER_STATE_LABELS[state].labelFr,
      HELD.includes(state) ? 'yes' : '',
      REGISTER_STATE_LABELS[state].meaning,
    ]),
  );

function cell(command: RegisterCommandType, state: RegisterState): string {
  const refusal = refusalInTable(command, state);
  if (refusal !== undefined) return refusal;
  return landingStates(command, state)
    .map((landing) => (landing === state ? '**stays**' : `**→ ${landing}**`))
    .join(' or ');
}

const matrix = () =>
  table(
    ['', ...REGISTER_STATES],
    REGISTER_COMMANDS.map((command) => [
      `\`${command}\``,
      ...REGISTER_STATES.map((state) => cell(command, state)),
    ]),
  );

/** Where the table gives the refusal; the others come from a guard or from a command's rule. */
function whereFrom(code: string): string {
  const states = REGISTER_STATES.filter((state) =>
    REGISTER_COMMANDS.some((command) => refusalInTable(command, state) === code),
  );
  return states.length === 0 ? 'guard or rule' : `matrix: ${states.join(', ')}`;
}

const refusals = () =>
  table(
    ['code', 'sentence', 'phrase', 'where from'],
    Object.entries(REGISTER_REFUSALS).map(([code, { title, titleFr }]) => [
      `\`${code}\``,
      title,
      titleFr,
      whereFrom(code),
    ]),
  );

const numbered = (items: readonly string[]) => items.map((item, index) => `${index + 1}. ${item}`).join('\n');
const bulleted = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');

/** The register's state machine, its refusals and its sums, from the constants that the code itself runs on. */
export const registerPage = (): string =>
  `# The register

<!-- Made from libs/register-domain by tools/docs (\`npm run docs\`): change the code, not this page. -->

A register is in one of these states. A till *holds* it exactly in the held ones: from its first opening until head
office has settled every session of the hold. A till holds one register at most, and a register is held by one till at
most. Each hold has the register's next *epoch*, which fences off the writes of a till that has lost it.

${states()}

## The way of a register

${diagram()}

## The matrix

What each command comes to in each state: where it may lead, or the code that refuses it. A command that is heard may
still be refused by a guard or for its payload; the state then stays, but for a count that meets a ticket in progress:
it is refused and selling goes on.

${matrix()}

## Guards

Authentication, the right and the stored answer of the idempotency key come before all that is here. Then, in this
order:

${numbered(GUARD_ORDER)}

## Refusals

Each comes with the facts that complete its sentence; their shapes are in
[\`refusals.ts\`](../libs/register-domain/src/refusals.ts).

${refusals()}

## Sums

Money is whole cents, quantities are whole thousandths, VAT rates are whole basis points. Rounding: ${ROUNDING_RULE}

${bulleted(Object.values(VAT_FORMULAS))}
${bulleted(Object.values(DISCOUNT_FORMULAS))}
- ${REFUND_FORMULA}
- expected cash = ${EXPECTED_CASH_FORMULA}
`;
