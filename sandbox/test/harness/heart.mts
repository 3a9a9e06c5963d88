import type { Message, ProviderId } from '../../src/index.mts';

/** A call that places ❤️ on a message, in each vendor's way. */
export function heartCall(vendor: ProviderId, { id, line }: Message): [path: string, body: object] {
	switch (vendor) {
		case 'agentphone':
			return [`/v1/messages/${id}/reactions`, { reaction: 'love' }];
		case 'inkbox':
			return ['/api/v1/imessage/reactions', { message_id: id, reaction: 'love' }];
		case 'linq':
			return [`/api/partner/v3/messages/${id}/reactions`, { operation: 'add', type: 'love' }];
		case 'sendblue':
			return ['/api/send-reaction', { from_number: line, message_handle: id, reaction: 'love' }];
		case 'tuco':
			return ['/api/messages/react', { messageId: id, reaction: 'love' }];
	}
}
