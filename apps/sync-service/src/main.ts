import { startService } from '@encaisse/service-kit';
import { syncService } from './sync.service.js';

await startService(syncService, process.env);
