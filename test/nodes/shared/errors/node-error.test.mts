import { describe, expect, it } from '@jest/globals';
import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { TapbackError, type TapbackErrorDetails } from '../../../../core/model/errors.ts';
import { toErrorItem } from '../../../../nodes/SendTapback/error-item.ts';
import { toNodeError } from '../../../../nodes/shared/errors/node-error.ts';

const NODE: INode = { id: 'n1', name: 'Send Tapback', type: 'sendTapback', typeVersion: 1, position: [0, 0], parameters: {} };
const SECRET = 'sk_live_0123456789';

/** As a transport fails: the cause holds the whole request. */
const cause = Object.assign(new Error(`Authorization: Bearer ${SECRET}`), { config: { headers: { Authorization: `Bearer ${SECRET}` } } });

const failure = (details: TapbackErrorDetails = {}) => new TapbackError('AUTH_FAILED', 'Madeup answered 401. Check the key.', details);

/** Everything that n8n could store or show of an error. */
function allOf(error: unknown, depth = 0): string {
	if (typeof error !== 'object' || error === null || depth > 6) return String(error);
	return Object.getOwnPropertyNames(error)
		.map((name) => `${name}=${allOf(Reflect.get(error, name), depth + 1)}`)
		.join('\n');
}

describe('an error as n8n shows it', () => {
	it('says our sentence as it is, with code and trace below', () => {
		const shown = toNodeError(NODE, failure({ status: 401, traceId: 't1' }), 3);
		expect(shown).toBeInstanceOf(NodeApiError);
		expect(shown).toMatchObject({
			message: 'Madeup answered 401. Check the key.',
			description: 'Code AUTH_FAILED, trace t1',
			httpCode: '401',
			context: { itemIndex: 3 },
		});
	});

	it('is an operation error where no answer stands behind it', () => {
		const shown = toNodeError(NODE, failure(), 0);
		expect(shown).toBeInstanceOf(NodeOperationError);
		expect(shown).toMatchObject({
			message: 'Madeup answered 401. Check the key.',
			description: 'Code AUTH_FAILED',
			context: { itemIndex: 0 },
		});
	});

	it.each([{ status: 401, cause }, { cause }])('holds neither the cause nor a secret: %#', (details) => {
		const shown = toNodeError(NODE, failure(details), 0);
		expect(allOf(shown)).not.toContain(SECRET);
		expect(JSON.stringify(shown)).not.toContain(SECRET);
		expect(shown.cause === undefined || !allOf(shown.cause).includes(SECRET)).toBe(true);
	});

	it('of another kind is passed on with its words', () => {
		expect(toNodeError(NODE, new Error('a bug'), 1)).toMatchObject({ message: 'a bug', context: { itemIndex: 1 } });
		expect(toNodeError(NODE, 'a text')).toMatchObject({ message: 'a text' });
	});
});

describe('a failed item', () => {
	it('has the sentence and the code to route by, and its place', () => {
		expect(toErrorItem(failure({ status: 401 }), 2)).toEqual({
			json: { error: { message: 'Madeup answered 401. Check the key.', code: 'AUTH_FAILED' } },
			pairedItem: { item: 2 },
		});
	});

	it('holds neither the cause nor a secret', () => {
		expect(allOf(toErrorItem(failure({ status: 401, cause }), 2))).not.toContain(SECRET);
	});

	it.each([new Error('a bug'), 'a bug'])('of another kind has no code: %p', (error) => {
		expect(toErrorItem(error, 0).json).toEqual({ error: { message: 'a bug', code: null } });
	});
});
