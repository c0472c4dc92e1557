import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';
import type { Delivery } from './delivery.js';
import { type Notice, noticeOf } from './notice.js';
import { PlaceRepository } from './place.repository.js';

/** Says deliveries in words. */
@Injectable()
export class NoticeWriter {
  constructor(
    private readonly database: DataSource,
    private readonly places: PlaceRepository,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'PUBLIC_URL'>,
  ) {}

  async write(deliveries: readonly Delivery[]): Promise<readonly Notice[]> {
    const notices: Notice[] = [];
    for (const delivery of deliveries) {
      const place = await this.places.of(this.database, delivery);
      notices.push(noticeOf(delivery, place, this.config.PUBLIC_URL));
    }
    return notices;
  }
}
