import type { MessageLevel } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, id, instant, nullable, primary, words } from '../kernel/columns.js';

/** A message of head office to the tills of one store; to several stores, it has a row in each. Insert-only. */
export interface MessageRow {
  storeId: string;
  messageId: string;
  /** The one till that it is for; null for all of the store. */
  tillId: string | null;
  text: string;
  level: MessageLevel;
  validFrom: Date;
  validUntil: Date;
  publishedBy: string;
  publishedAt: Date;
}
export const Messages = new EntitySchema<MessageRow>({
  name: 'Message',
  tableName: 'register_messages',
  columns: {
    storeId: primary(id('store_id')),
    messageId: primary(id('message_id')),
    tillId: nullable(id('till_id')),
    text: words('text', 500),
    level: code('level'),
    validFrom: instant('valid_from'),
    validUntil: instant('valid_until'),
    publishedBy: words('published_by', 80),
    publishedAt: instant('published_at'),
  },
  indices: [
    { name: 'register_messages_id', columns: ['messageId'] },
    { name: 'register_messages_until', columns: ['storeId', 'validUntil'] },
  ],
});

/** Insert-only. */
export interface MessageWithdrawalRow {
  storeId: string;
  messageId: string;
  withdrawnBy: string;
  withdrawnAt: Date;
}
export const MessageWithdrawals = new EntitySchema<MessageWithdrawalRow>({
  name: 'MessageWithdrawal',
  tableName: 'register_message_withdrawals',
  columns: {
    storeId: primary(id('store_id')),
    messageId: primary(id('message_id')),
    withdrawnBy: words('withdrawn_by', 80),
    withdrawnAt: instant('withdrawn_at'),
  },
});

/** Who was the first at a till to say that she has read it. Insert-only. */
export interface MessageReceiptRow {
  storeId: string;
  messageId: string;
  tillId: string;
  sellerCode: string;
  acknowledgedAt: Date;
}
export const MessageReceipts = new EntitySchema<MessageReceiptRow>({
  name: 'MessageReceipt',
  tableName: 'register_message_receipts',
  columns: {
    storeId: primary(id('store_id')),
    messageId: primary(id('message_id')),
    tillId: primary(id('till_id')),
    sellerCode: code('seller_code'),
    acknowledgedAt: instant('acknowledged_at'),
  },
});
