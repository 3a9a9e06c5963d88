import type { Hono } from 'hono';
import { seededUuid } from '../../model/ids.mts';
import { jsonBody } from '../vendor-app.mts';
import { inkboxError } from './errors.mts';
import { mintKey, ORGANIZATION_ID, visibleIdentities, type Identity, type InkboxState } from './state.mts';

const SUBTYPES = {
	admin: 'api_key.admin_scoped',
	claimed: 'api_key.agent_scoped.claimed',
	unclaimed: 'api_key.agent_scoped.unclaimed',
} as const;

/** Who am I, which identities are there, and their signing keys. */
export function addAuthRoutes(app: Hono, state: InkboxState): void {
	app.get('/api/whoami', (c) =>
		c.json({
			auth_type: 'api_key',
			auth_subtype: SUBTYPES[state.quirks.get('keyScope')],
			organization_id: ORGANIZATION_ID,
			key_id: seededUuid('inkbox:key'),
			label: 'sandbox',
			creator_type: 'user',
			created_at: 1_767_225_600,
			last_used_at: Math.floor(state.context.now() / 1000),
			expires_at: null,
		}),
	);
	app.get('/api/v1/api-keys/self', (c) =>
		c.json({
			id: seededUuid('inkbox:key'),
			organization_id: ORGANIZATION_ID,
			label: 'sandbox',
			status: 'active',
		}),
	);
	app.get('/api/v1/identities', (c) => c.json(visibleIdentities(state).map((identity) => wireIdentity(state, identity))));
	app.get('/api/v1/identities/:handle', (c) => {
		const identity = find(state, c.req.param('handle'));
		return identity ? c.json(wireIdentity(state, identity)) : inkboxError(c, 404, 'Identity not found');
	});
	app.get('/api/v1/identities/:handle/signing-key', (c) => {
		const identity = find(state, c.req.param('handle'));
		if (!identity) return inkboxError(c, 404, 'Identity not found');
		return c.json({
			configured: identity.signingKey !== undefined,
			created_at: identity.signingKeyCreatedAt ?? null,
		});
	});
	app.post('/api/v1/identities/:handle/signing-key', async (c) => {
		const identity = find(state, c.req.param('handle'));
		if (!identity) return inkboxError(c, 404, 'Identity not found');
		await jsonBody(c);
		return c.json({ signing_key: mintKey(state, identity), created_at: identity.signingKeyCreatedAt });
	});
}

/** An identity as the API shows it. */
export function wireIdentity({ quirks }: InkboxState, identity: Identity): Record<string, unknown> {
	const { id, handle, line, signingKey, signingKeyCreatedAt } = identity;
	return {
		id,
		agent_handle: handle,
		display_name: line.name,
		imessage_enabled: quirks.get('imessageEnabled'),
		imessage_filter_mode: 'open',
		imessage_number: line.number,
		signing_key_configured: signingKey !== undefined,
		signing_key_created_at: signingKeyCreatedAt ?? null,
	};
}

function find(state: InkboxState, handle: string): Identity | undefined {
	return visibleIdentities(state).find((identity) => identity.handle === handle);
}
