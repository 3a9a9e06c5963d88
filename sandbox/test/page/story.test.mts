import { describe, expect, it } from '@jest/globals';
import type { About } from '../../src/model/about.mts';
import { receiverName } from '../../page/wire/receiver-name.mts';
import { groupEntries } from '../../page/wire/groups.mts';
import { isSetup, storyOf, storyOfCopies, type Names } from '../../page/wire/story.mts';
import { delivery, request } from '../harness/wire.mts';
import { message as madeUpMessage } from '../harness/made-up-messages.mts';

const ANA = '+12025550123';
const names: Names = {
	nameOf: (number) => (number === ANA ? 'Ana' : 'Line 1'),
	providerName: 'Linq',
	receiverOf: (url) => (url.endsWith('/approve') ? 'Approve before booking' : 'Vote in a group'),
	isForAnswers: () => false,
	clientName: 'n8n',
	messageOf: () => madeUpMessage({ parts: [{ type: 'text', text: 'Shall I?' }] }),
};
const like: About = { event: 'added', from: 'human', actor: ANA, reaction: 'like', emoji: '👍', messageId: 'm', partIndex: 0 };
const hook = (fields: Parameters<typeof delivery>[0]) => ({ kind: 'delivery', delivery: delivery({ about: like, ...fields }) }) as const;
const call = (fields: Parameters<typeof request>[0]) => ({ kind: 'request', request: request(fields) }) as const;
const approve = 'http://127.0.0.1:5678/webhook/approve';

describe('the story of a webhook', () => {
	it.each([
		[like, '👍 by Ana → Approve before booking'],
		[{ ...like, event: 'removed' } as About, '👍 taken back by Ana → Approve before booking'],
		[{ ...like, reaction: 'emoji', emoji: '❤️' } as About, 'the emoji ❤️ by Ana → Approve before booking'],
		[{ ...like, event: 'message', reaction: null, emoji: null } as About, '“Shall I?” by Ana → Approve before booking'],
	])('is what happened and who gets it', (about, story) => {
		expect(storyOf(hook({ about, url: approve }), names)).toBe(story);
	});

	it('is a test where nothing happened on the phone', () => {
		expect(storyOf(hook({ about: null, event: 'other', url: approve }), names)).toBe('A test → Approve before booking');
	});

	it('names those who ask first, two of many, and counts the others', () => {
		const many = ['a', 'b', 'approve', 'c'].map((name) => hook({ url: `http://127.0.0.1:5678/webhook/${name}` }));
		const told = {
			...names,
			receiverOf: (url: string) => url.split('/').at(-1) ?? '',
			isForAnswers: (url: string) => url.endsWith('/approve'),
		};
		expect(storyOfCopies(many, told)).toBe('👍 by Ana → approve, a & 2 more');
	});

	it('names all who get one event', () => {
		expect(storyOfCopies([hook({ url: approve }), hook({})], names)).toBe('👍 by Ana → Approve before booking & Vote in a group');
	});
});

describe('the receiver of a webhook', () => {
	const origin = 'http://127.0.0.1:5678';
	const workflow = { id: 'a', name: 'Approve', url: origin, isActive: true, webhookUrls: [`${origin}/webhook/a`] };
	const host = { name: 'n8n', url: origin, state: 'up', detail: null, workflows: [workflow], asking: [] } as const;
	const booking = { name: 'Book', url: origin, webhookUrls: [`${origin}/webhook/b/tapback-answers`], formUrl: null };
	const given = { ...host, workflows: [workflow], asking: [booking] };

	it.each([
		[`${origin}/webhook/a?version=2`, 'Approve'],
		[`${origin}/webhook/b/tapback-answers?version=2`, 'Book'],
		[`${origin}/webhook/ff6f2529-76b5-537d-b2f7-16ed4cb48fd6/answers`, 'n8n'],
		['http://127.0.0.1:3000/ff6f2529-76b5-537d-b2f7-16ed4cb48fd6/hook?key=1', '127.0.0.1:3000/ff6f…/hook'],
		['nowhere', 'nowhere'],
	])('of %s is %s', (url, name) => {
		expect(receiverName(url, given)).toBe(name);
	});
});

describe('the story of a call', () => {
	it.each([
		[{ effect: { ...like, from: 'agent' } as About }, 'n8n → Linq: add 👍 to “Shall I?”'],
		[{ effect: { ...like, event: 'removed' } as About }, 'n8n → Linq: take 👍 from “Shall I?”'],
		[{ effect: { ...like, event: 'message', reaction: null } as About }, 'n8n → Linq: send “Shall I?”'],
		[{ status: 404 }, 'n8n → Linq: a tapback, refused'],
		[{ status: 202 }, 'n8n → Linq: a tapback, nothing changed'],
		[{ status: null, durationMs: null }, 'n8n → Linq: a tapback'],
		[{ status: null, durationMs: 3 }, 'n8n → Linq: a tapback, not answered'],
		[{ method: 'GET', path: '/api/whoami' }, 'n8n → Linq: read the account'],
	])('is what it did, or what it is for: %#', (fields, story) => {
		expect(storyOf(call(fields), names)).toBe(story);
	});
});

describe('the wire’s list', () => {
	const setup = (id: string, fields: Parameters<typeof request>[0] = {}) => call({ id, path: '/v3/webhook-subscriptions', ...fields });
	const kinds = (...entries: Parameters<typeof groupEntries>[0]) =>
		groupEntries(entries).map((group) => (group.kind === 'one' ? 'one' : `${group.kind} ${group.entries.length}`));

	it('folds registration and reads away', () => {
		expect(kinds(setup('1'), setup('2', { method: 'GET' }), call({ id: '3' }))).toEqual(['setup 2', 'one']);
	});

	it('leaves one that failed, met a fault, or still waits in sight', () => {
		for (const fields of [{ status: 500 }, { fault: 'delay' as const }, { status: null }]) expect(isSetup(setup('1', fields))).toBe(false);
	});

	it('puts the copies of one event together', () => {
		expect(kinds(hook({ id: '1' }), hook({ id: '2' }), hook({ id: '3' }))).toEqual(['copies 3']);
	});

	it('keeps two events apart, of another kind, another time or another provider', () => {
		const later = '2026-01-01T00:00:09.000Z';
		for (const fields of [{ about: { ...like, emoji: '👎' } }, { at: later }, { provider: 'tuco' as const }, { about: null }]) {
			expect(kinds(hook({ id: '1' }), hook({ id: '2', ...fields }))).toEqual(['one', 'one']);
		}
	});

	it('keeps every entry, in its order', () => {
		const entries = [setup('1'), setup('2'), hook({ id: '3' }), hook({ id: '4' }), call({ id: '5' }), setup('6')];
		const kept = groupEntries(entries).flatMap((group) => (group.kind === 'one' ? [group.entry] : group.entries));
		expect(kept).toEqual(entries);
	});
});
