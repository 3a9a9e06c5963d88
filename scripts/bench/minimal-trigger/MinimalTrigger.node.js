const { createHmac, timingSafeEqual } = require('node:crypto');

/*
 * What the bench compares with: it checks one HMAC in the way of Standard Webhooks, with a secret that stands among its
 * parameters, and passes the body on. It has no credential, no filter, no registration, and no memory of what it saw.
 */

const WITHIN_SECONDS = 300;

class MinimalTrigger {
	description = {
		displayName: 'Minimal Trigger',
		name: 'minimalTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Verifies a webhook and starts the workflow',
		defaults: { name: 'Minimal Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'minimal' }],
		properties: [{ displayName: 'Secret', name: 'secret', type: 'string', default: '' }],
	};

	async webhook() {
		if (isGenuine(this.getRequestObject(), this.getNodeParameter('secret'))) return { workflowData: [[{ json: this.getBodyData() }]] };
		this.getResponseObject().status(401).json({ error: 'Unauthorized' });
		return { noWebhookResponse: true };
	}
}

function isGenuine({ headers, rawBody }, secret) {
	const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
	if (Math.abs(Date.now() / 1000 - Number(timestamp)) > WITHIN_SECONDS) return false;
	const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
	const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest();
	const received = Buffer.from(String(signature).replace('v1,', ''), 'base64');
	return received.length === expected.length && timingSafeEqual(received, expected);
}

module.exports = { MinimalTrigger };
