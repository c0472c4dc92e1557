import { Module } from '@nestjs/common';
import { NewLife } from './new-life.js';
import { RestoreWatch } from './restore-watch.js';

@Module({ providers: [NewLife, RestoreWatch] })
export class RestoresModule {}
