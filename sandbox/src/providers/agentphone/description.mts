import { ECHO_TITLE, type VendorDescription } from '../description.mts';

/** Texts about AgentPhone for the page. */
export const description = {
	id: 'agentphone',
	name: 'AgentPhone',
	credentialLabels: { apiKey: 'API Key' },
	headers: { authorization: 'Bearer {apiKey}' },
	exampleCall: '/v1/numbers',
	paths: { tapback: '/reactions', webhook: '/webhook' },
	addingNote: 'The account has one webhook: a new one replaces it.',
	sendsNoRemovals: true,
	quirks: {
		customEmoji: {
			title: 'The line takes any emoji',
			sentence: 'Off, the line is an older one and refuses emoji with 400. A client should report that, and not try again.',
		},
		errorEnvelope: {
			title: 'Shape of an error',
			sentence: 'The documentation shows both. A client should find the reason in either.',
			options: { detail: '{"detail": …}', error: '{"error": {"message": …}}' },
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'Their direction is “outbound”. A workflow must not answer itself.',
		},
	},
} as const satisfies VendorDescription;
