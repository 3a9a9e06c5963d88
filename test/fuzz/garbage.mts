import type { Chance } from './chance.mts';
import { STRANGE } from './mutate.mts';

/** Bodies that are no payload: noise, torn JSON, bytes that are no UTF-8, values of any shape. */
export function garbage(chance: Chance, document: string): Buffer {
	return chance.pick(KINDS)(chance, Buffer.from(document));
}

const TOKENS = [
	...[
		'{',
		'}',
		'[',
		']',
		',',
		':',
		'"',
		'\\',
		'\\u',
		'\\ud800',
		'null',
		'true',
		'NaN',
		'Infinity',
		'-',
		'1',
		'1e',
		'.5',
		'0x1',
		"'",
		'//',
		'/*',
	],
	...[
		'"event"',
		'"data"',
		'"__proto__"',
		'"message.reaction"',
		'"Loved “x”"',
		' ',
		'\n',
		'\r\n',
		'\t',
		'\u2028',
		'\u0000',
		'\ufeff',
		'💥',
		'é',
	],
];

const NO_UTF8 = [
	[0xff],
	[0xc0, 0x80],
	[0xed, 0xa0, 0x80],
	[0xf8, 0x88, 0x80, 0x80, 0x80],
	[0xe2, 0x82],
	[0x80],
	[0xf4, 0x90, 0x80, 0x80],
	[0xef, 0xbb, 0xbf],
];

type Kind = (chance: Chance, document: Buffer) => Buffer;

const KINDS: readonly Kind[] = [
	(chance) => chance.bytes(chance.below(40)),
	(chance) => Buffer.from(soup(chance)),
	(chance) => Buffer.from(JSON.stringify(anyValue(chance, 4))),
	(chance, document) => document.subarray(0, chance.below(document.length)),
	(chance, document) => document.subarray(chance.below(document.length)),
	(chance, document) => spliced(document, chance.below(document.length), 0, Buffer.from(chance.pick(NO_UTF8))),
	(chance, document) => spliced(document, chance.below(document.length), 1, chance.bytes(1)),
	(chance, document) => spliced(document, chance.below(document.length), chance.below(20), Buffer.from(soup(chance))),
	(_chance, document) => Buffer.from(document.toString('utf8'), 'utf16le'),
	(_chance, document) => Buffer.concat([document, document]),
];

function soup(chance: Chance): string {
	return Array.from({ length: chance.below(20) }, () => chance.pick(TOKENS)).join('');
}

function spliced(body: Buffer, at: number, length: number, piece: Buffer): Buffer {
	return Buffer.concat([body.subarray(0, at), piece, body.subarray(at + length)]);
}

function anyValue(chance: Chance, depth: number): unknown {
	if (depth === 0 || chance.once(3)) return chance.pick(STRANGE);
	const values = Array.from({ length: chance.below(4) }, () => anyValue(chance, depth - 1));
	if (chance.once(2)) return values;
	return Object.fromEntries(
		values.map((value) => [chance.pick(['event', 'event_type', 'data', 'reaction', 'message', 'content', '__proto__']), value]),
	);
}
