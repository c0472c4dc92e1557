import { startService } from '@encaisse/service-kit';
import { REGISTER_SERVICE } from './service.js';

await startService(REGISTER_SERVICE, process.env);
