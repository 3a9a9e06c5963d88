/** The event of a delivery. `added` includes a swap; `other` is a vendor's test. */
export type DeliveryEvent = 'message' | 'added' | 'removed' | 'other';

export const DELIVERY_EVENTS: readonly DeliveryEvent[] = ['message', 'added', 'removed', 'other'];

export type Forgery = 'body' | 'signature' | 'unsigned' | 'stale' | 'future';

export const FORGERIES: readonly Forgery[] = ['body', 'signature', 'unsigned', 'stale', 'future'];
