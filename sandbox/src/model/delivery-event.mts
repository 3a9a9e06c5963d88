/** What a delivery is about: a message, a tapback that was placed (or took another's place), one that went, or else. */
export type DeliveryEvent = 'message' | 'added' | 'removed' | 'other';

export const DELIVERY_EVENTS: readonly DeliveryEvent[] = ['message', 'added', 'removed', 'other'];

export type Forgery = 'body' | 'signature' | 'unsigned' | 'stale' | 'future';

export const FORGERIES: readonly Forgery[] = ['body', 'signature', 'unsigned', 'stale', 'future'];
