import { describe, expect, it } from '@jest/globals';

import { providerById, readQuestion } from '../../core/index.ts';
import { readRoom } from '../../nodes/AskForTapback/room.ts';
import { EVENT } from '../unit/made-up-event.mts';
import { forEachCaseInTurn } from './cases.mts';
import type { Chance } from './chance.mts';
import { documentsOf } from './documents.mts';
import { garbage } from './garbage.mts';
import { mutate } from './mutate.mts';
import { SCHEMES } from './schemes.mts';
import { watchSurroundings } from './surroundings.mts';
import { checkNothingTold, waitingNode, type Answer } from './waiting-call.mts';

watchSurroundings();

const SHARE = 0.0005;
const TOKEN = 'fuzz-3Xp8-token-that-nobody-may-see-0123456';
const MARK = 'tapback-token';

function checkUnheard({ status, resumed }: Answer): void {
	if (status !== 401 || resumed !== undefined) throw new Error(`It was answered ${status}.`);
}

function checkHeard({ status, resumed }: Answer): void {
	if (status !== 200) throw new Error(`It was answered ${status}.`);
	if (resumed === undefined) return;
	for (const ask of readRoom(JSON.parse(JSON.stringify(resumed))).asks) {
		if (ask.failure !== null || readQuestion(ask.question) === undefined) throw new Error('n8n could not go on with it.');
	}
}

describe.each([...SCHEMES])('a node that waits for $title', (scheme) => {
	const { provider, secret } = scheme;
	const documents = documentsOf(provider).map((document) => JSON.stringify(document));
	const headersOf = (rawBody: Buffer, seconds = Date.now() / 1000) =>
		scheme.sign(rawBody, { secret, seconds: String(Math.floor(seconds)), id: 'msg_1' });

	it('hears nothing that isn’t proved, and never throws', async () => {
		const { call, kept } = await waitingNode(provider, secret, false);
		checkNothingTold(kept, secret);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = garbage(chance, chance.pick(documents));
			const query = { [MARK]: chance.pick([secret, '', 'x']) };
			const answer = await call({ headers: withoutProof(chance, headersOf(rawBody)), rawBody, query });
			checkUnheard(answer);
			checkNothingTold(answer.told, secret);
		});
	});

	it('goes on with nothing it couldn’t read again, whatever is proved', async () => {
		const { call } = await waitingNode(provider, secret, false);
		let heard = 0;
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = Buffer.from(mutate(chance, chance.pick(documents)));
			const answer = await call({ headers: headersOf(rawBody), rawBody, query: {} });
			checkHeard(answer);
			checkNothingTold(answer.told, secret);
			if (answer.resumed !== undefined) heard += 1;
		});
		expect(heard).toBeGreaterThan(0);
	});
});

describe('a node that waits for what is handed on', () => {
	const event = JSON.stringify({ ...EVENT, messageId: 'msg_1', receivedAt: new Date().toISOString() });
	const waiting = async () => await waitingNode(providerById('agentphone'), TOKEN, true);

	it('hears nothing without its token, and never throws', async () => {
		const { call, kept } = await waiting();
		checkNothingTold(kept, TOKEN);
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = chance.once(2) ? Buffer.from(event) : garbage(chance, event);
			const answer = await call({ headers: {}, rawBody, query: strayQuery(chance) });
			checkUnheard(answer);
			checkNothingTold(answer.told, TOKEN);
		});
	});

	it('goes on with nothing it couldn’t read again, whatever comes with the token', async () => {
		const { call } = await waiting();
		let heard = 0;
		await forEachCaseInTurn(SHARE, async (chance) => {
			const rawBody = chance.once(4) ? garbage(chance, event) : Buffer.from(mutate(chance, event));
			const answer = await call({ headers: {}, rawBody, query: { ...strayQuery(chance), [MARK]: TOKEN } });
			checkHeard(answer);
			checkNothingTold(answer.told, TOKEN);
			if (answer.resumed !== undefined) heard += 1;
		});
		expect(heard).toBeGreaterThan(0);
	});
});

/** The proof gone, of another delivery, or changed. */
function withoutProof(chance: Chance, headers: Record<string, string>): Record<string, string> {
	const proof = Object.keys(headers).at(-1) ?? '';
	const value = headers[proof] ?? '';
	const changes = ['', `${value}x`, value.slice(0, -1), value.toUpperCase().concat('='), chance.bytes(32).toString('hex')];
	return chance.once(5) ? {} : { ...headers, [proof]: chance.pick(changes) };
}

/** A query with no token in it, or one that isn't quite it, or not as n8n gives one. */
function strayQuery(chance: Chance): Record<string, unknown> {
	const at = chance.below(TOKEN.length);
	const tokens: unknown[] = [
		...['', ' ', `${TOKEN} `, TOKEN.toUpperCase(), TOKEN.slice(0, at), `${TOKEN.slice(0, at)}?${TOKEN.slice(at + 1)}`, `${TOKEN}${TOKEN}`],
		...[[TOKEN], { 0: TOKEN }, { toString: () => TOKEN }, true, 0, null, undefined, Buffer.from(TOKEN)],
	];
	const names = [MARK, MARK.toUpperCase(), `${MARK}[]`, '__proto__', 'constructor', 'signature'];
	const name = chance.pick(names);
	return name === MARK ? { [MARK]: tokens[chance.below(tokens.length)] } : JSON.parse(JSON.stringify({ [name]: TOKEN }));
}
