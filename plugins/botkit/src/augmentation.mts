import type { InboundMessage, TapbackEvent } from '../../../core/index.ts';
import type { WorkerTapback } from './outbound/worker.mts';

declare module 'botkit' {
	interface BotWorker {
		/** Puts a tapback on a message, or takes it off with `remove`. */
		tapback: WorkerTapback;
	}
	interface BotkitMessage {
		/** Of the events `tapback`, `tapback_added` and `tapback_removed`. */
		tapback?: TapbackEvent;
		/** Of messages that the IMessageAdapter brought: all that the provider told. */
		imessage?: InboundMessage;
	}
}
