import { describe, expect, it } from '@jest/globals';

import { formatRow, readRow } from '../../nodes/AskForTapback/state/wait-state.ts';
import { proofWith, waitRow } from '../harness/asking-rows.mts';
import { API_KEY_OF_FUZZ, RUN_KEY, askingNode, type Answer } from './asking.mts';
import { forEachCaseInTurn } from './cases.mts';
import type { Chance } from './chance.mts';
import { documentsOf } from './documents.mts';
import { madeUpHeaders } from './forge.mts';
import { garbage } from './garbage.mts';
import { checkText } from './leaks.mts';
import { mutate } from './mutate.mts';
import { VENDORS } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';

watchSurroundings();

const SHARE = 0.002;
const PURPOSE = 'resumption of a run';

function need(holds: boolean, what: string, answer?: unknown): void {
	if (!holds) throw new Error(`It ${what}: ${JSON.stringify(answer)}`);
}

function checkRefused(answer: Answer): void {
	need(answer.status === 401 && answer.items === undefined, 'was not refused', answer);
	checkTold(answer);
}

function checkTold({ told }: Answer): void {
	checkText(told);
	need(!told.includes(API_KEY_OF_FUZZ), 'tells the key of the credential');
}

/** The proof gone, of another delivery, or changed. */
function withoutProof(chance: Chance, headers: Record<string, string>): Record<string, unknown> {
	const proof = Object.keys(headers).at(-1) ?? '';
	const value = headers[proof] ?? '';
	const changes = ['', `${value}x`, value.slice(0, -1), `${value.toUpperCase()}=`, chance.bytes(32).toString('hex')];
	const changed: Record<string, unknown> = { ...headers, [proof]: chance.pick(changes) };
	return chance.once(5) ? madeUpHeaders(chance) : changed;
}

describe.each([...VENDORS])('a question through $title', (scheme) => {
	const { provider, secret } = scheme;
	const documents = documentsOf(provider).map((document) => JSON.stringify(document));
	const headersOf = (rawBody: Buffer) => scheme.sign(rawBody, { secret, seconds: String(Math.floor(Date.now() / 1000)), id: 'evt_1' });

	it('is answered by nothing that isn’t proved, at either webhook, which never throw', async () => {
		const node = await askingNode(provider, secret);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = chance.once(20) ? undefined : garbage(chance, chance.pick(documents));
			const headers = withoutProof(chance, headersOf(rawBody ?? Buffer.alloc(0)));
			checkRefused(await node.deliver({ headers, rawBody }));
			checkRefused(await node.atRun({ headers, rawBody }));
		});
	});

	it('starts with whatever is proved a run that can read it, or none', async () => {
		const node = await askingNode(provider, secret);
		let started = 0;
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = Buffer.from(mutate(chance, chance.pick(documents)));
			const answer = await node.deliver({ headers: headersOf(rawBody), rawBody });
			checkTold(answer);
			need(answer.status === 200, 'was refused', answer);
			if (answer.items === undefined) return;
			started += 1;
			const [item, ...others] = Array.isArray(answer.items) ? answer.items : [];
			need(others.length === 0 && Object.keys(Object(item)).join() === 'tapbackAnswer', 'starts a run with something else', answer);
			const delivery = await node.deliveryIn(item);
			need(delivery?.event.type === 'tapback' || delivery?.event.type === 'message', 'has an item that is not read', answer);
		});
		expect(started).toBeGreaterThan(0);
	});

	it('goes on, in a test run, with whatever is proved as a result or not at all', async () => {
		const node = await askingNode(provider, secret);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = Buffer.from(mutate(chance, chance.pick(documents)));
			const answer = await node.atRun({ headers: headersOf(rawBody), rawBody });
			checkTold(answer);
			need(answer.status === 200, 'was refused', answer);
			const [result] = Array.isArray(answer.items) ? answer.items : [];
			if (answer.items === undefined) return;
			const { approved, timedOut, provider: of, votes } = Object(result);
			need([true, false, null].includes(approved) && timedOut === false && of === provider.id, 'goes on with something else', answer);
			need(votes.length > 0, 'goes on without a vote', answer);
		});
	});
});

describe('a request to a parked run', () => {
	const [linq = VENDORS[0]] = VENDORS.filter(({ provider }) => provider.id === 'linq');
	if (linq === undefined) throw new Error('There is no vendor.');
	const { provider, secret } = linq;

	it('resumes it with nothing but what was signed for it, however little of that is changed', async () => {
		const node = await askingNode(provider, secret);
		const payload = JSON.stringify({ key: RUN_KEY, items: [{ approved: true }] });
		const genuine = JSON.stringify({ tapbackResume: { payload, signature: node.proof.sign(PURPOSE, payload) } });
		expect((await node.atRun({ headers: {}, rawBody: Buffer.from(genuine) })).items).toEqual([{ approved: true }]);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = chance.once(2) ? Buffer.from(mutate(chance, genuine)) : garbage(chance, genuine);
			const answer = await node.atRun({ headers: {}, rawBody });
			checkTold(answer);
			const isSigned = answer.items === undefined || JSON.stringify(answer.items) === '[{"approved":true}]';
			need(isSigned, 'goes on with what nobody signed', answer);
			need(answer.items !== undefined ? hasSigned(rawBody, payload) : answer.status === 401, 'was neither taken nor refused', answer);
		});
	});

	it('is refused where what is parked isn’t as it was, whoever signed it', async () => {
		const node = await askingNode(provider, secret);
		const [document = '{}'] = documentsOf(provider).map((one) => JSON.stringify(one));
		const rawBody = Buffer.from(document);
		const headers = linq.sign(rawBody, { secret, seconds: String(Math.floor(Date.now() / 1000)), id: 'evt_1' });
		const kept = JSON.stringify(node.parked);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const changed = mutate(chance, kept);
			const parked = parsed(changed);
			const questions = Object(Object(Object(parked).run)).questions;
			const isSame = questions === Object(Object(node.parked).run).questions && Object(parked).key === RUN_KEY;
			const answer = await node.atRun({ headers, rawBody }, parked);
			checkTold(answer);
			if (!isSame) need(answer.status === 401 || answer.items === undefined, 'goes on with changed questions', answer);
		});
	});

	function hasSigned(rawBody: Buffer, payload: string): boolean {
		return Object(Object(parsed(String(rawBody))).tapbackResume).payload === payload;
	}
});

describe('the item that starts a run', () => {
	const [first] = VENDORS;
	if (first === undefined) throw new Error('There is no vendor.');
	const { provider, secret } = first;

	it('is taken as it was signed, or refused', async () => {
		const node = await askingNode(provider, secret);
		const [document = {}] = documentsOf(provider);
		const rawBody = Buffer.from(JSON.stringify(document));
		const headers = first.sign(rawBody, { secret, seconds: String(Math.floor(Date.now() / 1000)), id: 'evt_1' });
		const { items } = await node.deliver({ headers, rawBody });
		const [genuine] = Array.isArray(items) ? items : [];
		const delivery = JSON.stringify(await node.deliveryIn(genuine));
		const text = JSON.stringify(genuine);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const item = Object(parsed(mutate(chance, text)));
			const taken = await node.deliveryIn(item).catch((error: unknown) => String(error));
			const isRefused = typeof taken === 'string' && taken.includes('did not verify');
			need(taken === undefined || isRefused || JSON.stringify(taken) === delivery, 'was taken otherwise', taken);
		});
	});
});

describe('a row of the table', () => {
	it('is read as it was written, or not at all', async () => {
		const proof = await proofWith();
		const row = waitRow({ state: { account: proof.account } });
		const written = JSON.stringify(formatRow(row, proof));
		await forEachCaseInTurn(SHARE, async (chance) => {
			const columns = Object(parsed(mutate(chance, written)));
			const read = readRow(columns, proof);
			need(read === undefined || JSON.stringify(read) === JSON.stringify(row), 'was read otherwise', columns);
		});
	});
});

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
