import type { Fault } from '../../../sandbox/src/index.mts';
import type { Harness } from './harness.mts';

const IMPATIENT_MS = 80;
const ENDLESS: ReadonlyArray<Fault['kind']> = ['hang-before', 'hang', 'trickle'];

/** Gives up soon where no whole answer will come, and only there: a slow machine shall not look like a silent vendor. */
export function giveUpSoon({ provider, control, connection }: Harness): void {
	const { transport } = connection;
	connection.transport = async (request) => {
		const isEndless = control.faults(provider.id).some(({ fault }) => ENDLESS.includes(fault.kind));
		return await transport(isEndless ? { ...request, timeoutMs: IMPATIENT_MS } : request);
	};
}
