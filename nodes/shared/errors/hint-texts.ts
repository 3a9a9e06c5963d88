import type { HintTexts } from '../../../core';

const ENTER_SECRET = 'enter its signing secret as Webhook Signing Secret in the credential';

/** What a user of n8n can do about an error, for the hints that each host words itself. */
export const HINT_TEXTS: HintTexts = {
	'say-current-tapback': 'To go on, look at the conversation, and choose your current tapback in Options → Current Tapback.',
	'free-own-webhook': 'This address belongs to this n8n: unpublish its workflow, or stop its test.',
	'free-or-share-webhook': `If it belongs to a workflow of another n8n, unpublish that workflow. If nobody needs it, remove it at the provider. To share it, set Registration to Manual, ${ENTER_SECRET}, and have its receiver forward its deliveries to the URL of this node, unchanged: the same body, byte for byte, with the same headers.`,
	'enter-signing-key':
		'Another workflow of this n8n may hold the key, but it can’t be read from there. Paste it into Webhook Signing Secret of the credential, which serves all workflows that use it. If you rotated it, unpublish and publish those workflows, too.',
	'register-for-good':
		'Publish the workflow first (if it is published already, unpublish it and publish it again), then listen for test events. Or paste the key into Webhook Signing Secret of the credential.',
	'register-by-hand': `For a webhook registered by hand, set Registration to Manual and ${ENTER_SECRET}.`,
	'get-a-secret': `Unpublish the workflow and publish it again; for a webhook registered by hand, ${ENTER_SECRET} first.`,
	'listen-through-workflow':
		'In Relay Workflow, choose a workflow that passes tapbacks on. The example “Relay tapbacks to waiting questions” is one: import it, and publish it.',
};
