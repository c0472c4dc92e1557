import { startService } from '@encaisse/service-kit';
import { headOfficeService } from './head-office.service.js';

await startService(headOfficeService, process.env);
