const MEGABYTES_16 = 16 * 1024 * 1024;
const MANY = 100_000;

const inEvent = (text: string) => `{"event":"message.reaction","event_type":"reaction.added","data":${text}}`;

/** In the field where each vendor has the text of a message. */
const inText = (text: string) =>
	JSON.stringify({
		...{ event: 'agent.message', event_type: 'message.received', channel: 'sms', is_outbound: false, status: 'RECEIVED' },
		...{
			content: text,
			message_handle: 'H',
			data: { direction: 'inbound', message: text, messageId: 'M', parts: [{ type: 'text', value: text }] },
		},
	});

/** Bodies at the edge of what may come, made when they are needed. */
export const EXTREMES: ReadonlyArray<[what: string, make: () => Buffer | string]> = [
	['nothing', () => ''],
	['16 MB of spaces', () => ' '.repeat(MEGABYTES_16)],
	['a million open brackets', () => '['.repeat(1_000_000)],
	['16 MB of quotes in one text', () => inText('“'.repeat(MEGABYTES_16 / 6))],
	['a million digits', () => inEvent('1'.repeat(1_000_000))],
	['16 MB of emoji', () => inText(`Reacted ${'👩‍'.repeat(MEGABYTES_16 / 14)} to “x”`)],
	['arrays nested 100,000 deep', () => inEvent('['.repeat(MANY) + ']'.repeat(MANY))],
	['objects nested 100,000 deep', () => inEvent('{"data":'.repeat(MANY) + '1' + '}'.repeat(MANY))],
	['100,000 keys', () => inEvent(`{${Array.from({ length: MANY }, (_, key) => `"key${key}":${key}`).join()}}`)],
	['100,000 numeric keys', () => inEvent(`{${Array.from({ length: MANY }, (_, key) => `"${MANY - key}":0`).join()}}`)],
	['one key 100,000 times', () => inEvent(`{${Array.from({ length: MANY }, (_, value) => `"messageId":"${value}"`).join()}}`)],
	['100,000 parts', () => inEvent(JSON.stringify({ id: 'M', parts: Array.from({ length: MANY }, () => ({ type: 'text', value: 'x' })) }))],
	['bytes that are no UTF-8', () => Buffer.concat([Buffer.from('{"event":"'), Buffer.alloc(1000, 0xff), Buffer.from('"}')])],
	['overlong and surrogate UTF-8', () => Buffer.from([0x22, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf8, 0x88, 0x80, 0x80, 0x80, 0x22])],
	['lone surrogates', () => inText('\ud800 “\udc00”')],
	[
		'keys of prototypes',
		() => inEvent('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}}'),
	],
	['a payload that is a prototype', () => '{"__proto__":{"event":"message.reaction","data":{"reaction":"love"}}}'],
	[
		'numbers beyond 2^53',
		() => inEvent('{"message_id":9007199254740993,"part_index":9007199254740993,"reaction_type":"love","is_from_me":false}'),
	],
	['numbers beyond any', () => inEvent('{"part_index":1e999,"partIndex":-1e999,"reaction":1e400}')],
	['texts like NaN', () => inEvent('{"part_index":"NaN","reacted_at":"Infinity","reaction_type":"NaN","is_from_me":"false"}')],
	['NaN', () => inEvent('NaN')],
	['a byte order mark', () => `\ufeff${inText('Loved “x”')}`],
	['UTF-16', () => Buffer.from(inText('Loved “x”'), 'utf16le')],
	['CRLF between all', () => inText('Loved “x”\r\n').replaceAll(',', ',\r\n')],
	['a bare null', () => 'null'],
	['a bare text', () => '"message.reaction"'],
];

/** Values of a field that no vendor has, beside a tapback, and what becomes of it. */
export const BESIDE: ReadonlyArray<[what: string, kind: 'tapback' | 'ignored', make: () => string]> = [
	['arrays nested 100,000 deep', 'ignored', () => '['.repeat(MANY) + ']'.repeat(MANY)],
	['objects nested 100,000 deep', 'ignored', () => '{"a":'.repeat(MANY) + '1' + '}'.repeat(MANY)],
	['arrays nested 400 deep', 'tapback', () => '['.repeat(400) + ']'.repeat(400)],
	['100,000 keys', 'tapback', () => `{${Array.from({ length: MANY }, (_, key) => `"key${key}":${key}`).join()}}`],
	['a text of a megabyte', 'tapback', () => JSON.stringify('“'.repeat(MANY * 4))],
	['keys of prototypes', 'tapback', () => '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
	['numbers beyond any', 'tapback', () => '[1e999,-1e999,9007199254740993]'],
	['lone surrogates', 'tapback', () => '"\\ud800"'],
];
