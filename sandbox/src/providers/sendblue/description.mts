import type { VendorDescription } from '../description.mts';

/** Texts about Sendblue for the page. */
export const description = {
	id: 'sendblue',
	name: 'Sendblue',
	credentialLabels: { apiKeyId: 'API Key ID', apiSecretKey: 'API Secret Key' },
	headers: { 'sb-api-key-id': '{apiKeyId}', 'sb-api-secret-key': '{apiSecretKey}' },
	exampleCall: '/api/lines',
	paths: { tapback: '/send-reaction', webhook: '/account/webhooks' },
	addingNote: 'It gets received messages, and so tapbacks as text.',
	proofOf: ({ hmac }) => (hmac === true ? 'body-and-time' : 'secret'),
	quirks: {
		mode: {
			title: 'Which Sendblue answers',
			sentence:
				'The documented one takes the six, any message id, and no removal. The newer one, seen by others, also takes emoji and removals (“-love”), and refuses wrong targets with 404 and 422.',
			options: { classic: 'Documented', v2: 'Newer' },
		},
		hmac: {
			title: 'Webhooks carry an HMAC signature, too',
			sentence: 'It stands beside the plain secret. Where it is there, a client should check it: only it protects body and time.',
		},
		statusErrorOn200: {
			title: 'Tapbacks are refused with status 200',
			sentence: 'Only the body says “ERROR”. A client should not take it for success.',
		},
		inboundTapbacks: {
			title: 'The customer’s tapbacks',
			sentence: 'There is no event for them: they come as messages like Loved “See you”, or, as one integrator says, never.',
			options: { text: 'Come as text messages', none: 'Never come' },
		},
		phoneLanguage: {
			title: 'The language of the customer’s phone',
			sentence: 'Apple writes the text of a tapback in it. A client should find the message all the same.',
			options: {
				'en-US': 'English',
				'en-GB': 'English (Britain)',
				de: 'German',
				'pt-BR': 'Portuguese (Brazil)',
				'pt-PT': 'Portuguese (Portugal)',
			},
		},
	},
} as const satisfies VendorDescription;
