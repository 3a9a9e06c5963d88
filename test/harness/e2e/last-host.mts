import type { StreamEvent } from '../../../sandbox/src/control/events.mts';
import type { HostStatus } from '../../../sandbox/src/model/host-status.mts';

/** The host status that an open page receives last before the sandbox ends. */
export async function lastHost(pageUrl: string): Promise<HostStatus | null> {
	let last: HostStatus | null = null;
	const { body } = await fetch(`${pageUrl}/control/events`);
	const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
	// The stream ends with the sandbox.
	const read = () => reader?.read().catch(() => undefined);
	let text = '';
	for (let chunk = await read(); chunk?.value !== undefined; chunk = await read()) {
		const blocks = (text + chunk.value).split('\n\n');
		text = blocks.pop() ?? '';
		for (const event of blocks.map((block): StreamEvent => JSON.parse(block.replace(/^data: /, '')))) {
			if (event.kind === 'overview') last = event.overview.host;
			if (event.kind === 'snapshot') last = event.snapshot.overview.host;
		}
	}
	return last;
}
