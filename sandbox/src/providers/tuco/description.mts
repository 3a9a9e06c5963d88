import { ECHO_TITLE, type VendorDescription } from '../description.mts';

/** Texts about Tuco for the page. */
export const description = {
	id: 'tuco',
	name: 'Tuco',
	credentialLabels: { apiKey: 'API Key' },
	headers: { authorization: 'Bearer {apiKey}' },
	exampleCall: '/api/lines/by-user',
	paths: { tapback: '/messages/react', webhook: '/api/webhooks' },
	togglesByRepeat: true,
	proofOf: () => 'body',
	quirks: {
		payload: {
			title: 'Where the event holds its facts',
			sentence: 'No page documents message.reaction. A client should find the facts in either place.',
			options: { nested: 'Inside “data”', flat: 'At the top level' },
		},
		actionField: {
			title: 'How an event says “removed”',
			sentence: 'Not documented. With “Not at all”, a removal looks like another tapback.',
			options: {
				action: '“action”: “removed”',
				isRemoval: '“isRemoval”: true',
				prefix: 'A minus: “-love”',
				absent: 'Not at all',
			},
		},
		recipientPhone: {
			title: 'Events name the customer’s number',
			sentence: 'Off, they hold only the id of a lead, and a client cannot say who tapped.',
		},
		acceptsReactionEvent: {
			title: 'Webhooks can subscribe to tapbacks',
			sentence: 'Off, subscribing to message.reaction is refused with 400: publishing a workflow fails, and should say why.',
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'Their direction is “outbound”. A workflow must not answer itself.',
		},
		relay: {
			title: 'The relay to iMessage',
			sentence:
				'After a 502 the tapback may be there or not. The same request again would remove it, so a client must not simply repeat it.',
			options: {
				ready: 'Works',
				queued: 'Has not sent the message yet (400)',
				'no-credentials': 'Has no credentials (400)',
				fails: 'Fails before it sends (502)',
				'fails-after-sending': 'Fails after it sent (502)',
			},
		},
		workspace: {
			title: 'The workspace',
			sentence:
				'An unpaid workspace is read-only, and refuses changes with 402. Without a workspace, n8n’s credential test fails with 400.',
			options: { active: 'Active', 'read-only': 'Read-only until paid (402)', none: 'None (400)' },
		},
		reactionsPerMinute: {
			title: 'Limit for tapbacks',
			sentence: 'Above it, 429 with Retry-After. A client should wait and lose nothing.',
			options: { 60: '60 in a minute', 0: 'None' },
		},
	},
} as const satisfies VendorDescription;
