import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isLoopbackHost } from '../model/loopback.mts';

/** Ports of this machine that webhooks may go to by default: those of n8n, Botkit and the Bot Framework, and the next ones that they use if a port is taken. */
export const USUAL_PORTS: readonly number[] = [...range(5678, 5777), ...range(3000, 3099), 3978];

/** Where webhooks may go. */
export interface TargetRules {
	/** Whether webhooks may go to other machines. */
	allowRemote: boolean;
	/** Ports of this machine; `any` if only programs on this machine can register a webhook. */
	localPorts: 'any' | readonly number[];
	/** The sandbox's own port. No webhook may go there, because the control API trusts this machine. */
	ownPort?(): number | undefined;
	/** Whether the user named this target on this machine, on the page or with the control API. */
	isMeant?(target: URL): boolean;
}

/** The target resolves to an address that no webhook may go to. */
export class BlockedTargetError extends Error {
	override readonly name = 'BlockedTargetError';
}

/** Why no webhook may go to the target, and how to allow it; `undefined` for an allowed target. */
export function refusalOf(target: URL, rules: TargetRules): string | undefined {
	const { hostname } = target;
	const address = hostname.replace(/^\[(.*)\]$/, '$1');
	if (isLoopbackHost(hostname) || isThisMachine(address)) return localRefusal(target, rules);
	if (!rules.allowRemote) {
		return `The sandbox delivers to this machine only, not to ${hostname}. Start it with --allow-remote-deliveries to change that.`;
	}
	return isLinkLocal(address) ? linkLocalRefusal(hostname) : undefined;
}

/** Resolves a name as Node does. Fails if one of the addresses is one that no webhook may go to. */
export function lookupWithin(target: URL, rules: TargetRules) {
	return (
		hostname: string,
		options: LookupOptions,
		done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
	): void => {
		lookup(hostname, { ...options, all: true }, (error, found) => {
			if (error) return done(error, []);
			const refusal = found.map(({ address }) => refusalOfAddress(address, target, rules)).find((one) => one !== undefined);
			if (refusal !== undefined) return done(new BlockedTargetError(refusal), []);
			const [first] = found;
			if (options.all === true) done(null, found);
			else done(null, first?.address ?? '', first?.family);
		});
	};
}

function refusalOfAddress(address: string, target: URL, rules: TargetRules): string | undefined {
	if (isThisMachine(address)) return localRefusal(target, rules);
	if (!rules.allowRemote)
		return `${target.hostname} is not this machine here, but ${address}, and the sandbox delivers to this machine only.`;
	return isLinkLocal(address) ? linkLocalRefusal(target.hostname) : undefined;
}

function localRefusal(target: URL, { localPorts, ownPort, isMeant }: TargetRules): string | undefined {
	const port = portOf(target);
	if (port === ownPort?.()) return `No webhook may go to the sandbox itself, as ${target.origin} is.`;
	if (isMeant?.(target) === true) return undefined;
	if (localPorts === 'any' || localPorts.includes(port)) return undefined;
	const advice = `Start it with --deliver-to ${port}, or add the webhook on the page under Settings.`;
	return `The sandbox delivers on this machine to the usual ports of n8n and Botkit only, not to port ${port}. ${advice}`;
}

function linkLocalRefusal(hostname: string): string {
	return `${hostname} is a link-local address, where clouds keep their secrets. No webhook goes there.`;
}

/** The port of a URL, also the default port of its scheme. */
export function portOf({ port, protocol }: URL): number {
	return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

const LOOPBACK = blockList([
	['127.0.0.0', 8, 'ipv4'],
	['0.0.0.0', 8, 'ipv4'],
	['::1', 128, 'ipv6'],
	['::', 128, 'ipv6'],
]);
const LINK_LOCAL = blockList([
	['169.254.0.0', 16, 'ipv4'],
	['fe80::', 10, 'ipv6'],
]);

function isThisMachine(address: string): boolean {
	if (isIn(LOOPBACK, address)) return true;
	return Object.values(networkInterfaces()).some((own) => own?.some((one) => one.address === address) ?? false);
}

function isLinkLocal(address: string): boolean {
	return isIn(LINK_LOCAL, address);
}

function isIn(list: BlockList, address: string): boolean {
	const version = isIP(address);
	return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function blockList(subnets: readonly (readonly [address: string, prefix: number, family: 'ipv4' | 'ipv6'])[]): BlockList {
	const list = new BlockList();
	for (const [address, prefix, family] of subnets) list.addSubnet(address, prefix, family);
	return list;
}

function range(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
