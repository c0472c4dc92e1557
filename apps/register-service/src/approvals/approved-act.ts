import type { ApprovalAct, ApprovalAction, Outcome, Person } from '@encaisse/contracts';
import type { Register, RegisterCommand, RegisterEvent, TillSituation } from '@encaisse/register-domain';
import type { EntityManager } from 'typeorm';
import type { RegisterUnit } from '../kernel/register-unit.js';

export type ActOf<A extends ApprovalAction> = Extract<ApprovalAct, { action: A }>;

/** What every command of two people carries. */
export interface TwoPeople {
  readonly at: string;
  readonly by: string;
  readonly approvedBy: string;
  readonly reason: string;
}

/** A seller of the store, at the till where she spoke. */
export interface StorePerson {
  readonly code: string;
  readonly tillId: string;
}

/** What an act is about, before it is done: a register as it stands, and what a till of its store holds. */
export interface ActPlace {
  /** Whichever of the two is of the store, the one who asked before the other; null when both sit at head office. */
  readonly storePerson: StorePerson | null;
  readonly manager: EntityManager;
  readonly register: Register;
  readonly situationOf: (tillId: string) => TillSituation;
}

/** What the domain has accepted; `before` is the register until then. */
export interface Done {
  readonly manager: EntityManager;
  readonly unit: RegisterUnit;
  readonly before: Register;
  readonly events: readonly RegisterEvent[];
  readonly approvalId: string;
  readonly storePerson: StorePerson | null;
}

/** One thing that takes two people: the command that it is to the domain, and the rows that follow from it. */
export interface ApprovedAct<A extends ApprovalAction> {
  /** Whether the register hears the command later, once somebody else has agreed. */
  readonly isDeferred?: boolean;
  /** Tills besides those behind the register whose situation the command asks for. */
  tillIds?(act: ActOf<A>): readonly string[];
  /** Refused when the act names what is not there. */
  command(
    act: ActOf<A>,
    place: ActPlace,
    people: TwoPeople,
  ): Promise<Outcome<RegisterCommand>> | Outcome<RegisterCommand>;
  /** What else changes in the same transaction. */
  follow?(act: ActOf<A>, done: Done, people: TwoPeople): Promise<void>;
}

/** How a person stands in the register's events: a seller's code as it is, head office with its name before. */
export const nameOf = ({ kind, code }: Person): string => (kind === 'SELLER' ? code : `siege:${code}`);
