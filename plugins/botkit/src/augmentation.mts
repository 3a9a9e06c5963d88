import type { InboundMessage, TapbackEvent } from '../../../core/index.ts';
import type { WorkerTapback } from './outbound/worker.mts';

declare module 'botkit' {
	interface BotWorker {
		/** Puts a tapback on a message, or takes it off with `remove`. */
		tapback: WorkerTapback;
	}
	interface BotkitMessage {
		/** The tapback, in the events `tapback`, `tapback_added` and `tapback_removed`. */
		tapback?: TapbackEvent;
		/** All that the provider said about the message, in messages from the IMessageAdapter. */
		imessage?: InboundMessage;
	}
}
