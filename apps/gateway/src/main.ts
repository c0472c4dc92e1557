import { startService } from '@encaisse/service-kit';
import { gatewayService } from './gateway.service.js';

await startService(gatewayService, process.env);
