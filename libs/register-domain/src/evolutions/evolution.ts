import type { EventOf, RegisterEvent, RegisterEventType } from '../events.js';
import type { Register, RegisterIn } from '../register.js';
import type { RegisterState } from '../transitions.js';

/** The register after an event; `evolve` adds the version and the clock's floor. */
export type Evolution<E extends RegisterEventType> = (register: Register, event: EventOf<E>) => Register;

/** `register` as one of `states`. @throws Error when the event cannot follow: the log and the code disagree. */
export function within<S extends RegisterState>(
  register: Register,
  event: RegisterEvent,
  ...states: readonly S[]
): RegisterIn<S> {
  if (!(states as readonly RegisterState[]).includes(register.state)) {
    throw new Error(
      `${event.type} cannot follow ${register.state} (register ${register.id}, version ${register.version})`,
    );
  }
  return register as RegisterIn<S>;
}

/** What a register keeps through every state. */
export const kept = ({
  id,
  storeId,
  name,
  number,
  incarnation,
  version,
  counters,
  clockFloor,
  lastCountedCashCents,
}: Register) => ({
  id,
  storeId,
  name,
  number,
  incarnation,
  version,
  counters,
  clockFloor,
  lastCountedCashCents,
});
