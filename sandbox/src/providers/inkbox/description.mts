import { ECHO_TITLE, type VendorDescription } from '../description.mts';

/** Texts about Inkbox for the page. */
export const description = {
	id: 'inkbox',
	name: 'Inkbox',
	credentialLabels: { apiKey: 'API Key' },
	headers: { 'x-api-key': '{apiKey}' },
	exampleCall: '/api/whoami',
	paths: { tapback: '/imessage/reactions', webhook: '/webhooks/subscriptions' },
	addingNote: 'It belongs to the first identity.',
	sendsNoRemovals: true,
	quirks: {
		eyes: {
			title: '👀 is a seventh tapback',
			sentence: 'Off, 👀 is refused with 422, as in older versions of the API. Other emoji are always refused.',
		},
		removal: {
			title: 'Tapbacks can be removed',
			sentence: 'Missing, the request answers 404, as before August 2026. A client should report that, and not that the tapback is gone.',
			options: { available: 'Available', missing: 'Missing' },
		},
		ownTargets: {
			title: 'Own messages can be tapped',
			sentence: 'Off, only the customer’s messages can be tapped: others are refused with 400. The vendor’s pages contradict each other.',
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'Their direction is “outbound”. A workflow must not answer itself.',
		},
		detailShape: {
			title: 'Shape of “detail” in a 422',
			sentence: 'The SDK expects all three. A client should find the reason in each.',
			options: { array: 'A list of faults', string: 'A text', object: 'An object' },
		},
		keyScope: {
			title: 'The kind of API key',
			sentence: 'An agent’s key sees its own identity only. Unclaimed, it may not manage webhooks: publishing a workflow fails with 403.',
			options: {
				admin: 'Admin: sees all',
				claimed: 'One agent’s, claimed',
				unclaimed: 'One agent’s, unclaimed',
			},
		},
		mintsFirstKey: {
			title: 'The first webhook makes the signing key',
			sentence: 'Off, there is no key, and webhooks arrive unsigned. A careful client refuses them.',
		},
		imessageEnabled: {
			title: 'iMessage is enabled for the identity',
			sentence: 'Off, tapbacks are refused with 400, and no events are sent.',
		},
		assignment: {
			title: 'The customer’s connection',
			sentence: 'Released, tapbacks are refused with 409 until the customer connects again.',
			options: { active: 'Connected', released: 'Released' },
		},
		contactRule: {
			title: 'The contact rule for the customer',
			sentence: 'Blocked, tapbacks are refused with 403, and no events are sent.',
			options: { allowed: 'Allowed', blocked: 'Blocked' },
		},
		customer: {
			title: 'The customer’s address',
			sentence:
				'A customer with an e-mail address can only write to you: tapbacks and messages are refused with 422. The page still shows the number.',
			options: { phone: 'A phone number', email: 'An e-mail address' },
		},
		maxSubscriptions: {
			title: 'Maximum of webhooks for one identity',
			sentence: 'One more is refused with 409. The older pages say 20.',
			options: { 60: '60', 20: '20' },
		},
	},
} as const satisfies VendorDescription;
