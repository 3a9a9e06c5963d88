import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createControl, type Control } from '../control/control.mts';
import { createControlApp } from '../control/routes.mts';
import { USUAL_PORTS } from '../deliveries/targets.mts';
import { breakOff } from '../faults/broken-answers.mts';
import { isLoopbackHost } from '../model/loopback.mts';
import { isLocal, isMeantForHere, refuseForeign, refuseOthers } from './local-request.mts';
import { pageResponse, readPage, type PageFiles } from './page-files.mts';
import { providerId } from '../providers/index.mts';
import { BODY_TOO_LARGE, withinBodyLimit } from './request-body.mts';
import { keepWorld, restoreWorld, type StateKeeper } from '../persistence/keeper.mts';
import { stateFileAt, type StateFile } from '../persistence/state-file.mts';
import type { ProviderId } from '../providers/descriptions.mts';
import { passToVendor } from './vendor-gate.mts';
import { createWorld, type Station, type World } from '../model/world.mts';

export interface SandboxOptions {
	/** Default 4747; 0 takes a free one. */
	port?: number;
	/** Default 127.0.0.1 */
	host?: string;
	/** Milliseconds since the epoch. Default: the real clock. */
	now?: () => number;
	/** Multiplies the vendors' waits between retries. Default 1. */
	retryDelayScale?: number;
	/** Multiplies how long the vendors wait for a receiver to answer a webhook. Default 1. */
	timeoutScale?: number;
	/** Default false: webhooks go to this machine only. */
	allowRemoteDeliveries?: boolean;
	/**
	 * Ports of this machine that webhooks may go to, besides the port of an n8n that reported itself. Default: any, because tests choose
	 * free ports; if other machines can connect (`host`), the usual ports of n8n and Botkit.
	 */
	localPorts?: 'any' | readonly number[];
	/** Names that requests to the vendors may have in `Host`, besides loopback and the address itself. */
	allowedHosts?: readonly string[];
	/** The file that stores the state. Default: in memory only. */
	stateFile?: string;
}

export interface Sandbox {
	url: string;
	provider(id: ProviderId): { baseUrl: string; credentials: Record<string, string> };
	control: Control;
	/** Calls back after each reset, which removes all webhooks of the vendors. Returns the function that unsubscribes. */
	onReset(listener: () => void): () => void;
	close(): Promise<void>;
}

/** Starts the five vendors and the phone on one port. Rejects if the port is not available, and with a StateFileError. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 4747, host = '127.0.0.1', now = Date.now, retryDelayScale = 1, timeoutScale, allowRemoteDeliveries = false } = options;
	let url = '';
	const localPorts = options.localPorts ?? (isLoopbackHost(host) ? 'any' : USUAL_PORTS);
	const ownPort = () => (url === '' ? undefined : Number(new URL(url).port || 80));
	const world = createWorld({ now, retryDelayScale, timeoutScale, allowRemoteDeliveries, localPorts, ownPort });
	const stateFile = options.stateFile === undefined ? undefined : stateFileAt(options.stateFile);
	if (stateFile) restoreWorld(world, stateFile);
	const control = createControl(world, () => url);
	const allowedHosts = (options.allowedHosts ?? []).map((name) => name.toLowerCase());
	const controlApp = createControlApp(control, world.changes);
	const pageFiles = await readPage();
	const server = createServer(
		getRequestListener((request, env) => route({ world, controlApp, pageFiles, allowedHosts }, request, env), {
			overrideGlobalObjects: false,
		}),
	);
	url = await listen(server, port, host);
	const end = async () => {
		world.deliveries.reset();
		const closed = new Promise((resolve) => server.close(resolve));
		server.closeAllConnections();
		await closed;
	};
	// Only now, because a start that finds the port taken must not touch the file of the running sandbox.
	const keeper = stateFile && (await keepOr(end, world, stateFile));

	return {
		url,
		control,
		provider: (id) => ({
			baseUrl: `${url}/${id}`,
			credentials: { ...stationOf(world, id).provider.credentials },
		}),
		onReset: (listener) => world.changes.subscribe(({ kind }) => kind === 'reset' && listener()),
		async close() {
			await end();
			keeper?.close();
		},
	};
}

interface Routes {
	world: World;
	controlApp: ReturnType<typeof createControlApp>;
	pageFiles: PageFiles;
	allowedHosts: readonly string[];
}

async function route(
	{ world, controlApp, pageFiles, allowedHosts }: Routes,
	request: Request,
	{ incoming, outgoing }: HttpBindings | Http2Bindings,
): Promise<Response> {
	const { pathname } = new URL(request.url);
	const first = pathname.split('/')[1] ?? '';
	const id = providerId(first);
	if (id !== undefined && !isMeantForHere(incoming.socket, request, allowedHosts)) return refuseForeign(request);
	const bounded = await withinBodyLimit(request);
	if (!bounded) return Response.json({ error: BODY_TOO_LARGE }, { status: 413 });
	if (first === 'control') return isLocal(incoming.socket, request) ? controlApp.fetch(stripPrefix(bounded, '/control')) : refuseOthers();
	if (id === undefined) {
		const file = pageResponse(pageFiles, pathname);
		if (file) return isLocal(incoming.socket, request) ? file : refuseOthers();
		const known = [...world.stations.keys()].map((known) => `/${known}`).join(', ');
		return Response.json({ error: `Nothing is here. The sandbox has the page at /, ${known} and /control.` }, { status: 404 });
	}
	const verdict = await passToVendor(world, stationOf(world, id), bounded);
	if (verdict.kind === 'answer') return verdict.response;
	if (verdict.kind === 'hang') return new Promise(() => undefined);
	if (verdict.kind === 'reset') await breakOff(verdict.response, outgoing);
	else outgoing.socket?.resetAndDestroy();
	return RESPONSE_ALREADY_SENT;
}

async function keepOr(end: () => Promise<void>, world: World, file: StateFile): Promise<StateKeeper> {
	let release: () => void = () => undefined;
	try {
		release = await file.lock();
		const keeper = keepWorld(world, file);
		return {
			close() {
				try {
					keeper.close();
				} finally {
					release();
				}
			},
		};
	} catch (error) {
		release();
		await end();
		throw error;
	}
}

function stripPrefix(request: Request, prefix: string): Request {
	const url = new URL(request.url);
	url.pathname = url.pathname.slice(prefix.length) || '/';
	return new Request(url, request);
}

function stationOf(world: World, id: ProviderId): Station {
	const station = world.stations.get(id);
	if (!station) throw new Error(`The sandbox plays no provider "${id}".`);
	return station;
}

function listen(server: Server, port: number, host: string): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve(`http://${callableHost(host)}:${portOf(server.address())}`);
		});
	});
}

/** The host under which this machine reaches a server; one that listens on all addresses is on loopback, too. */
function callableHost(host: string): string {
	if (host === '0.0.0.0') return '127.0.0.1';
	if (host === '::') return '[::1]';
	return host.includes(':') ? `[${host}]` : host;
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
	return address.port;
}
