import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TakenEvent } from '../streams/taken-event.js';
import { NOTHING, type Projected, type Projection } from './projection.js';

export const PROJECTIONS = Symbol('projections');

/** The read model: all of its parts. */
@Injectable()
export class Projector {
  constructor(@Inject(PROJECTIONS) private readonly projections: readonly Projection[]) {}

  get tables(): readonly string[] {
    return this.projections.flatMap(({ tables }) => tables);
  }

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    if (events.length === 0) return NOTHING;
    const all: Projected[] = [];
    for (const projection of this.projections) all.push(await projection.project(manager, events));
    return {
      changes: all.flatMap(({ changes }) => changes).sort((a, b) => a.position - b.position),
      faults: all.flatMap(({ faults }) => faults),
    };
  }
}
