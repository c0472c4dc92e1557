import { createService, parseConfig } from '@encaisse/service-kit';
import { Rebuild } from './projections/rebuild.js';
import { supervisionConfig } from './supervision.config.js';
import { supervisionService } from './supervision.service.js';

/** `node dist/rebuild.main.js`: makes the read model again from the events, with the service's own configuration. */
const app = await createService(supervisionService, parseConfig(supervisionConfig, process.env));
const events = await app.get(Rebuild).run();
await app.close();
process.stdout.write(`The read model was made again from ${events} events.\n`);
