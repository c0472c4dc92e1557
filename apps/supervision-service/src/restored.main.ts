import { createService, parseConfig } from '@encaisse/service-kit';
import { NewPositions } from './changes/new-positions.js';
import { supervisionConfig } from './supervision.config.js';
import { supervisionService } from './supervision.service.js';

/** `node dist/restored.main.js`: says that the database was restored from an older copy, with the service's own configuration. */
const app = await createService(supervisionService, parseConfig(supervisionConfig, process.env));
const position = await app.get(NewPositions).begin(new Date());
await app.close();
process.stdout.write(`Positions go on behind ${position}; whoever watches begins anew.\n`);
