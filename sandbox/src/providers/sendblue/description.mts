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
				'The documented one takes the six, any message id, and no removal. The newer one, seen by third parties, also takes emoji and removals (“-love”), and refuses wrong targets with 404 and 422.',
			options: { classic: 'Documented', v2: 'Newer' },
		},
		hmac: {
			title: 'Webhooks carry an HMAC signature, too',
			sentence: 'The plain secret is sent, too. A client should check the signature, because only the signature protects body and time.',
		},
		statusErrorOn200: {
			title: 'Tapbacks are refused with status 200',
			sentence: 'Only the body says “ERROR”. A client should not treat the response as a success.',
		},
		inboundTapbacks: {
			title: 'The customer’s tapbacks',
			sentence: 'There is no event for them: they arrive as messages like Loved “See you”, or, according to one integrator, never.',
			options: { text: 'Arrive as text messages', none: 'Never arrive' },
		},
		phoneLanguage: {
			title: 'The language of the customer’s phone',
			sentence: 'Apple writes the text of a tapback in this language. A client should find the message in each.',
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
