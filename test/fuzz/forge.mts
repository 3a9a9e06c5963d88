import { PROVIDERS } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import type { Chance } from './chance.mts';
import { documentsOf } from './documents.mts';
import { SCHEMES, SECONDS, signed, type Scheme } from './schemes.mts';

type HeaderValue = string | string[] | undefined;

export interface Request extends Delivery {
	headers: Record<string, HeaderValue>;
	rawBody: Buffer | undefined;
}

/** A request that is genuine but for up to three edits, or made up altogether. Some of them are genuine still. */
export function forge(chance: Chance, scheme: Scheme): Request {
	const body = chance.once(8) ? chance.bytes(chance.below(64)) : chance.pick(bodiesOf(scheme));
	const request: Request = { headers: signed(scheme, body), rawBody: body };
	if (chance.once(10)) request.headers = madeUpHeaders(chance);
	for (let edits = chance.below(4); edits > 0; edits -= 1) chance.pick(EDITS)(request, chance, scheme);
	return request;
}

/** What may stand in place of the secret at the receiver. */
export function secretsFor(chance: Chance, { secret }: Scheme): string[] {
	const others = ['', ' ', 'whsec_', 'whsec_!', secret.slice(0, -1), `${secret} `, secret.replace(/^whsec_/, ''), OTHER_SECRET];
	if (!chance.once(4)) return chance.once(4) ? [chance.pick(others), secret] : [secret];
	return Array.from({ length: chance.below(3) }, () => chance.pick(others));
}

const BODIES = new Map(
	PROVIDERS.map((provider) => [provider, documentsOf(provider).map((document) => Buffer.from(JSON.stringify(document)))]),
);

function bodiesOf({ provider }: Scheme): readonly Buffer[] {
	return BODIES.get(provider) ?? [];
}

/** Headers of any vendor, with values nobody signed. */
export function madeUpHeaders(chance: Chance): Record<string, HeaderValue> {
	const headers: Record<string, HeaderValue> = {};
	for (let count = chance.below(6); count > 0; count -= 1) {
		const value = chance.pick(VALUES)(chance);
		Object.defineProperty(headers, chance.pick(ANY_NAMES), { value, writable: true, enumerable: true, configurable: true });
	}
	return headers;
}

const VALUES: ReadonlyArray<(chance: Chance) => HeaderValue> = [
	(chance) => chance.pick(TIMES),
	(chance) => `${chance.pick(['', 'sha256=', 't=1767225600,v1='])}${chance.bytes(32).toString('hex')}`,
	(chance) => `${chance.pick(['', 'v1,'])}${chance.bytes(32).toString('base64')}`,
	(chance) => chance.pick(ODD_VALUES),
	(chance) => [chance.pick(TIMES), chance.pick(ODD_VALUES)],
	() => undefined,
];

const OTHER_SECRET = `whsec_${Buffer.from('another key of thirty-two bytes!').toString('base64')}`;

const NAMES = [...new Set(SCHEMES.flatMap((scheme) => Object.keys(signed(scheme, Buffer.alloc(0)))))];

const ANY_NAMES = [...NAMES, '__proto__', 'constructor', 'hasOwnProperty', 'content-type'];

const TIMES = [
	...[0, 300, -300, 301, -301, 86_400].map((age) => `${SECONDS - age}`),
	...[`${SECONDS}000`, `${SECONDS}.0`, `+${SECONDS}`, `-${SECONDS}`, ` ${SECONDS}`, `0${SECONDS}`, `00${SECONDS}`],
	...['NaN', 'Infinity', '1e9', '1.767e9', '0x6955b900', '１７６７２２５６００', '9007199254740993', '2026-01-01T00:00:00Z'],
];

const ODD_VALUES = [
	'',
	' ',
	'undefined',
	'null',
	'NaN',
	'[object Object]',
	'sha256=',
	'v1,',
	't=,v1=',
	'\u0000',
	'\ud800',
	'💥',
	'='.repeat(44),
];

type Edit = (request: Request, chance: Chance, scheme: Scheme) => void;

const EDITS: readonly Edit[] = [
	flipBodyBit,
	(request, chance) => (request.rawBody = request.rawBody?.subarray(0, chance.below(request.rawBody.length + 1))),
	(request, chance) => (request.rawBody = Buffer.concat([request.rawBody ?? Buffer.alloc(0), chance.bytes(1 + chance.below(4))])),
	(request, chance) => (request.rawBody = Buffer.from(chance.pick([' ', '\t', '\r\n', '\ufeff']) + String(request.rawBody))),
	(request, chance, scheme) => (request.rawBody = chance.pick(bodiesOf(scheme))),
	(request) => (request.rawBody = undefined),
	(request, chance, scheme) => delete request.headers[chance.pick(scheme.headers)],
	(request, chance, scheme) => (request.headers[chance.pick(scheme.headers)] = chance.pick(ODD_VALUES)),
	(request, chance, scheme) => (request.headers[chance.pick(scheme.headers)] = [chance.pick(ODD_VALUES)]),
	(request, chance, scheme) => (request.headers[chance.pick(scheme.headers)] = undefined),
	(request, chance) => (request.headers[chance.pick(NAMES)] = chance.pick(TIMES)),
	(request, chance) => Object.assign(request.headers, madeUpHeaders(chance)),
	stampAnew,
	editValue,
	repeatHeader,
	borrowSignature,
];

function flipBodyBit(request: Request, chance: Chance): void {
	const bytes = Buffer.from(request.rawBody ?? []);
	const at = chance.below(bytes.length + 1);
	if (at < bytes.length) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << chance.below(8)), at);
	request.rawBody = bytes;
}

/** Signs genuinely, but with a strange time, id or key. */
function stampAnew(request: Request, chance: Chance, scheme: Scheme): void {
	const stamp = {
		seconds: chance.pick(TIMES),
		id: chance.pick(['a', 'a.b', '', 'é💥']),
		...(chance.once(3) ? { secret: OTHER_SECRET } : {}),
	};
	request.headers = signed(scheme, request.rawBody ?? Buffer.alloc(0), stamp);
}

function editValue(request: Request, chance: Chance, scheme: Scheme): void {
	const name = chance.pick(scheme.headers);
	const value = String(request.headers[name] ?? '');
	const at = chance.below(value.length + 1);
	const one = String.fromCharCode(chance.below(256));
	request.headers[name] = chance.pick([
		value.slice(0, at),
		value.slice(at),
		value.slice(0, at) + one + value.slice(at + 1),
		value.slice(0, at) + one + value.slice(at),
		` ${value}`,
		`${value} `,
		`${value},${value}`,
		`${value} ${value}`,
		`${value}\n`,
		value.toUpperCase(),
		value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
		value.replace(/^(?:sha256=|v1,|t=\d+,)/, ''),
	]);
}

function repeatHeader(request: Request, chance: Chance, scheme: Scheme): void {
	const name = chance.pick(scheme.headers);
	const value = String(request.headers[name] ?? '');
	if (chance.once(2)) request.headers[name] = chance.pick([[value, value], [value], [], ['', value], [value, 'other']]);
	else request.headers[name.toUpperCase()] = value;
}

/** The proof of another body, or of the same one by another scheme. */
function borrowSignature(request: Request, chance: Chance, scheme: Scheme): void {
	const other = chance.once(2) ? scheme : chance.pick(SCHEMES);
	const body = chance.once(2) ? Buffer.from('{}') : (request.rawBody ?? Buffer.alloc(0));
	Object.assign(request.headers, signed(other, body, { secret: chance.pick([scheme.secret, OTHER_SECRET]) }));
}
