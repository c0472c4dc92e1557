import { done, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterRepository } from '../registers/register.repository.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { shownDatasetOf } from './shown-dataset.js';

/** Which dataset a till may look into. */
@Injectable()
export class TillDatasets {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly registers: RegisterRepository,
    private readonly database: DataSource,
  ) {}

  /** The dataset of a register of the till's store, whoever holds it. */
  async of(asking: {
    readonly tillCredential: string;
    readonly registerId: string;
  }): Promise<Outcome<number>> {
    const known = await this.tills.authenticate(asking.tillCredential);
    if (!known.ok) return known;
    const { registerId } = asking;
    const register = await this.registers.find(this.database.manager, registerId);
    if (register?.storeId !== known.value.store.storeId) return refused('REGISTER_UNKNOWN', { registerId });
    const datasetId = shownDatasetOf(register);
    return datasetId === null ? refused('IMPORT_REQUIRED', { registerId }) : done(datasetId);
  }
}
