import { ECHO_TITLE, type VendorDescription } from '../description.mts';

/** Texts about Linq for the page. */
export const description = {
	id: 'linq',
	name: 'Linq',
	credentialLabels: { apiKey: 'API Token' },
	headers: { authorization: 'Bearer {apiKey}' },
	exampleCall: '/api/partner/v3/phone_numbers',
	paths: { tapback: '/reactions', webhook: '/webhook-subscriptions' },
	addingNote: 'Each address can be registered once.',
	quirks: {
		sendStatus: {
			title: 'Status of a tapback that is accepted',
			sentence: 'The documentation leaves it open. A client should take any 2xx.',
			options: { 202: '202 Accepted', 200: '200 OK' },
		},
		swap: {
			title: 'When the customer changes a tapback',
			sentence: 'Linq does not document whether it reports the old tapback as removed. In each case a client should end with the new one.',
			options: {
				'added-only': 'Only “added”',
				'removed-then-added': '“removed”, then “added”',
				'added-then-removed': '“added”, then “removed”',
			},
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'They have is_from_me. A workflow must not answer itself.',
		},
		namesLine: {
			title: 'Events name the line',
			sentence:
				'Third parties saw data.line.phone_number; the vendor’s pages don’t show it. Without this field a client can’t say which line was tapped.',
		},
		unsupportedService: {
			title: 'Refusal of a tapback on an SMS',
			sentence: 'The error reference has two codes that fit. A client should report that the message takes no tapbacks, and not try again.',
			options: { 2017: '409 with code 2017', 4005: '422 with code 4005' },
		},
		messagesExpire: {
			title: 'Messages expire',
			sentence:
				'An account can have this setting, 60 minutes to 24 hours. Reads of an expired message, and tapbacks on it, answer 404 with code 2002. No event reports it.',
			options: { never: 'Never', '24 hours': 'After 24 hours', '60 minutes': 'After 60 minutes' },
		},
	},
} as const satisfies VendorDescription;
