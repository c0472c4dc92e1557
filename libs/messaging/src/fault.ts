/**
 * Something did not work, as opposed to being refused: the other side is silent, restarting or broken.
 * UNAVAILABLE may be tried again with the same idempotency key; INTERNAL is a failure over there that was logged there;
 * TOO_LARGE does not fit into one message of NATS, and will not the next time either.
 */
export class MessagingFault extends Error {
  override readonly name = 'MessagingFault';
  constructor(
    readonly code: 'UNAVAILABLE' | 'INTERNAL' | 'TOO_LARGE',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
