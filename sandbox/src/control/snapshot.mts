import type { Delivery } from '../deliveries/delivery.mts';
import type { Message } from '../model/message.mts';
import type { LoggedRequest } from '../model/request-log.mts';
import type { Control } from './control.mts';
import type { Overview } from './overview.mts';

const MESSAGES_PER_CONVERSATION = 100;
const LOG_ENTRIES = 100;

/** All that a viewer needs to begin; what happens later follows it as changes. */
export interface Snapshot {
	overview: Overview;
	/** By provider: the newest 100 messages of each conversation, oldest first. */
	messages: Record<string, Message[]>;
	/** Newest first. */
	requests: LoggedRequest[];
	/** Newest first. */
	deliveries: Delivery[];
}

/** Takes a snapshot of what the control API shows. */
export function takeSnapshot(control: Control): Snapshot {
	const overview = control.overview();
	const messages = Object.keys(overview.providers).map((id): [string, Message[]] => [id, newestOfEach(control.messages(id))]);
	return {
		overview,
		messages: Object.fromEntries(messages),
		requests: control.requests({ limit: LOG_ENTRIES }),
		deliveries: control.deliveries({ limit: LOG_ENTRIES }),
	};
}

function newestOfEach(messages: Message[]): Message[] {
	const taken = new Map<string, number>();
	const newestFirst = messages.reverse().filter(({ conversationId }) => {
		const count = (taken.get(conversationId) ?? 0) + 1;
		taken.set(conversationId, count);
		return count <= MESSAGES_PER_CONVERSATION;
	});
	return newestFirst.reverse();
}
