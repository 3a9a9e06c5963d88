import type { WebhookSpec } from '../../../core/providers/registration.ts';

export const WEBHOOK_URL = 'https://n8n.example/webhook/1';

/** A webhook as n8n wants it at the provider. */
export function webhookSpec(changes: Partial<WebhookSpec> = {}): WebhookSpec {
	return { url: WEBHOOK_URL, fields: {}, knownSecret: 's1', newSecret: () => 'fresh', ...changes };
}
