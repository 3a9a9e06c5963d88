import { describe, expect, it } from '@jest/globals';
import { isLocal } from '../src/server/local-request.mts';

const HERE = '192.168.1.5';

describe('the page and the control API answer', () => {
	it.each([
		['loopback', { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' }, 'http://localhost:4747/', undefined],
		[
			'loopback, as IPv6 writes it',
			{ remoteAddress: '::ffff:127.0.0.1', localAddress: '::ffff:127.0.0.1' },
			'http://127.0.0.1:4747/',
			undefined,
		],
		['IPv6 loopback', { remoteAddress: '::1', localAddress: '::1' }, 'http://[::1]:4747/', 'http://[::1]:4747'],
		['this machine by its address', { remoteAddress: HERE, localAddress: HERE }, `http://${HERE}:4747/`, `http://${HERE}:4747`],
		[
			'a page of this machine',
			{ remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' },
			'http://127.0.0.1:4747/',
			'http://localhost:5678',
		],
	])('%s', (_, socket, url, origin) => {
		expect(isLocal(socket, ask(url, origin))).toBe(true);
	});

	it.each([
		['another machine', { remoteAddress: '192.168.1.9', localAddress: HERE }, `http://${HERE}:4747/`, undefined],
		['another machine that says localhost', { remoteAddress: '192.168.1.9', localAddress: HERE }, 'http://localhost:4747/', undefined],
		['a page elsewhere', { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' }, 'http://127.0.0.1:4747/', 'https://evil.example'],
		['a page without an origin', { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' }, 'http://127.0.0.1:4747/', 'null'],
		['a name made to point here', { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' }, 'http://evil.example:4747/', undefined],
		['a name made to point at its address', { remoteAddress: HERE, localAddress: HERE }, 'http://evil.example:4747/', undefined],
		['a connection that is gone', { remoteAddress: undefined, localAddress: undefined }, 'http://127.0.0.1:4747/', undefined],
	])('not %s', (_, socket, url, origin) => {
		expect(isLocal(socket, ask(url, origin))).toBe(false);
	});
});

describe('another site', () => {
	const socket = { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' };
	const from = (method: string, mode: string) =>
		isLocal(socket, new Request('http://localhost:4747/', { method, headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode } }));

	it('may have a link to the page, and can send nothing to it', () => {
		expect([from('GET', 'navigate'), from('POST', 'navigate'), from('GET', 'no-cors'), from('POST', 'no-cors')]).toEqual([
			true,
			false,
			false,
			false,
		]);
	});
});

function ask(url: string, origin: string | undefined): Request {
	return new Request(url, { headers: origin === undefined ? {} : { origin } });
}
