import type { HeldRegister } from '@encaisse/register-domain';
import type { RegisterUnit } from '../kernel/register-unit.js';

/** What the till holds by now whose data an import would give back; the command has locked that till. */
export function heldByFormerTill(unit: RegisterUnit): HeldRegister | null {
  const { register } = unit;
  if (register.state !== 'IMPORTING' || register.former.state !== 'READY') return null;
  return unit.situationOf(register.former.tillId).holds;
}
