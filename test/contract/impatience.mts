import type { Fault } from '../../sandbox/src/index.mts';
import type { Bench } from './bench.mts';

const IMPATIENT_MS = 80;
const ENDLESS: ReadonlyArray<Fault['kind']> = ['hang-before', 'hang', 'trickle'];

/** Gives up soon where no whole answer will come, and only there: a slow machine shall not look like a silent vendor. */
export function giveUpSoon({ provider, control, connection }: Bench): void {
	const { transport } = connection;
	connection.transport = async (request) => {
		const isEndless = control.faults(provider.id).some(({ fault }) => ENDLESS.includes(fault.kind));
		return await transport(isEndless ? { ...request, timeoutMs: IMPATIENT_MS } : request);
	};
}
