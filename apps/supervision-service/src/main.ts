import { startService } from '@encaisse/service-kit';
import { supervisionService } from './supervision.service.js';

await startService(supervisionService, process.env);
