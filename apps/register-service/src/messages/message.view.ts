import type { PublishedMessage, TillMessage } from '@encaisse/contracts';
import type { MessageReceiptRow, MessageRow, MessageWithdrawalRow } from './message.row.js';

const contentOf = ({
  messageId,
  text,
  level,
  validFrom,
  validUntil,
  publishedBy,
  publishedAt,
}: MessageRow) => ({
  messageId,
  text,
  level,
  from: validFrom.toISOString(),
  until: validUntil.toISOString(),
  publishedBy,
  publishedAt: publishedAt.toISOString(),
});

/** `rows` are the same message in each of its stores. */
export function publishedView(
  [message, ...others]: readonly [MessageRow, ...MessageRow[]],
  withdrawal?: Pick<MessageWithdrawalRow, 'withdrawnBy' | 'withdrawnAt'>,
): PublishedMessage {
  return {
    ...contentOf(message),
    tillId: message.tillId,
    storeIds: [message, ...others].map(({ storeId }) => storeId),
    withdrawn: withdrawal ? { by: withdrawal.withdrawnBy, at: withdrawal.withdrawnAt.toISOString() } : null,
  };
}

export const tillView = (message: MessageRow, receipt: MessageReceiptRow | undefined): TillMessage => ({
  ...contentOf(message),
  acknowledged: receipt ? { by: receipt.sellerCode, at: receipt.acknowledgedAt.toISOString() } : null,
});
