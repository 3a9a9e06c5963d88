import type { Chance } from './chance.mts';
import { placesIn, read, write, type Place } from './places.mts';

/** A payload as text, after up to four changes of its structure. Keys may stand twice in it, and numbers beyond what a number holds. */
export function mutate(chance: Chance, document: string): string {
	const root: { payload: unknown } = { payload: JSON.parse(document) };
	for (let changes = chance.below(5); changes > 0; changes -= 1) {
		const places = placesIn(root);
		if (places.length === 0) break;
		chance.pick(CHANGES)(chance.pick(places), chance, places);
	}
	const text = JSON.stringify(root.payload) ?? 'null';
	return rewrite(chance, text).replace(/"@literal:([^"]*)"/g, '$1');
}

/** In place of a value: of every type, at the limits of each, and what another part of a payload would hold. */
export const STRANGE: readonly NonNullable<unknown>[] = [
	...[true, false, 0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 1e300, Number.MIN_VALUE],
	...['1e999', '-1e999', '9007199254740993', '-0', '1E-400', '123456789012345678901234567890'].map((number) => `@literal:${number}`),
	...[
		'',
		' ',
		'NaN',
		'Infinity',
		'null',
		'undefined',
		'true',
		'0',
		'-1',
		'1e3',
		'\u0000',
		'\ud800',
		'\udc00\ud800',
		'\ufeff',
		'a\r\nb',
		'‮x',
	],
	...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '../..', '{{apiKey}}', '%00', 'é'.normalize('NFD')],
	...[
		'love',
		'like',
		'-love',
		'--love',
		'LOVE',
		'custom',
		'emoji',
		'eyes',
		'sticker',
		'sparkle',
		'unknown',
		'❤️',
		'❤',
		'👍🏽',
		'🔥🔥',
		'👨‍👩‍👧',
	],
	...[
		'Loved “See you”',
		'Removed a like from an image',
		'Reacted 🔥 to "x"',
		'Loved “a” and “b”',
		'Loved “”',
		'Reacted with a sticker to “x”',
	],
	...['agent.reaction', 'agent.message', 'imessage.reaction_received', 'reaction.removed', 'message.reaction', 'message.reply', 'RECEIVED'],
	...['inbound', 'outbound', 'added', 'removed', 'sms', 'iMessage', '+12025550123', 'a@b.example', 'msg_2', 'grp_2', 'del_x_num_1'],
	...['0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '2026-01-01', '2026-13-45', '2026-01-01T00:00:00.'.padEnd(400, '9')],
	...['x'.repeat(5000), '“'.repeat(300), '\u200d'.repeat(300), '👩‍'.repeat(100)],
	...[
		[],
		{},
		[[]],
		[null],
		[{}, 'love'],
		{ id: 'x' },
		{ phone: '+1', email: 'a@b.example' },
		{ length: -1 },
		{ toString: 1 },
		{ then: 'x' },
	],
];

type Change = (place: Place, chance: Chance, places: readonly Place[]) => void;

const CHANGES: readonly Change[] = [
	({ container, key }) => (Array.isArray(container) ? container.splice(Number(key), 1) : delete container[key]),
	(place, chance) => write(place, chance.pick(STRANGE)),
	(place, chance) => write(place, chance.pick(STRANGE)),
	(place, chance) => write(place, chance.pick(STRANGE)),
	(place) => write(place, null),
	(place) => write(place, retyped(read(place))),
	(place) => write(place, [read(place)]),
	(place) => write(place, { [place.key]: read(place) }),
	(place, chance) => write(place, nested(read(place), 1 + chance.below(chance.once(50) ? 2000 : 9))),
	(place, chance, places) => write(place, read(chance.pick(places))),
	(place, chance, places) => swap(place, chance.pick(places)),
	(place, chance, places) => {
		const other = chance.pick(places);
		if (!Array.isArray(place.container)) write({ ...place, key: other.key }, read(other));
	},
	(place, chance) =>
		rename(place, chance.pick(['__proto__', 'constructor', 'prototype', 'toString', place.key.toUpperCase(), ` ${place.key}`, ''])),
	(place, chance) => addOwn(place, chance.pick(['__proto__', 'constructor', 'data', 'messageId', 'toJSON']), chance.pick(STRANGE)),
];

function swap(one: Place, other: Place): void {
	const [mine, theirs] = [read(one), read(other)];
	write(one, theirs);
	write(other, mine);
}

function rename(place: Place, key: string): void {
	if (Array.isArray(place.container)) return;
	const value = read(place);
	delete place.container[place.key];
	write({ container: place.container, key }, value);
}

function addOwn({ container }: Place, key: string, value: unknown): void {
	if (!Array.isArray(container)) write({ container, key }, value);
}

function retyped(value: unknown): unknown {
	if (typeof value === 'string') return value.length;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return Array.isArray(value) ? { ...value } : JSON.stringify(value);
}

function nested(value: unknown, depth: number): unknown {
	let outer = value;
	for (let level = 0; level < depth; level += 1) outer = level % 2 === 0 ? [outer] : { data: outer };
	return outer;
}

/** The same value or nearly so, otherwise written. */
function rewrite(chance: Chance, text: string): string {
	if (!chance.once(4)) return text;
	const strange = JSON.stringify(chance.pick(STRANGE));
	return chance.pick([
		text.replaceAll('{"', `{"event":${strange},"`),
		text.replaceAll('"}', `","messageId":${strange}}`),
		text.replaceAll('{', '{\r\n').replaceAll(',', ' ,\t'),
		text.replaceAll('e', '\\u0065'),
		` ${text}\n`,
		`\ufeff${text}`,
		text.slice(0, chance.below(text.length)),
		`${text}${text}`,
	]);
}
