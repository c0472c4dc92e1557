import { startService } from '@encaisse/service-kit';
import { printerAgentService } from './printer-agent.service.js';

await startService(printerAgentService, process.env);
