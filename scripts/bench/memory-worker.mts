import { createLiveSet, type TapbackEvent } from '../../core/index.ts';
import { createRecentClaims } from '../../nodes/shared/webhook/recent-claims.ts';

/* Runs in a process of its own with --expose-gc. Prints, as JSON, what each holds after so many events, in MB. */

const EVENTS = 1_000_000;
const WARM_UP = 100_000;

const EVENT: TapbackEvent = {
	...{ provider: 'linq', eventId: '', action: 'added', reaction: 'love', emoji: '❤️', messageId: '', partIndex: 0 },
	...{ actor: '+12025550123', isFromMe: false, conversationId: 'c', service: 'iMessage', line: '+12025550101' },
	...{ occurredAt: '2026-01-01T00:00:00.000Z', receivedAt: '2026-01-01T00:00:00.000Z', provenance: 'structured' },
	...{ message: null, replaced: null, target: null },
};

const recentEvents = createRecentClaims();
const liveSet = createLiveSet();

const TASKS: Record<string, (turn: number) => void> = {
	'the ids of recent events': (turn) => void recentEvents.claim(`workflow/node/${turn}-0a1b2c3d-4e5f`, turn),
	'the live set': (turn) => void liveSet.record({ ...EVENT, eventId: `e${turn}`, messageId: `m${turn >> 2}` }),
};

function megabytes(): number {
	globalThis.gc?.();
	globalThis.gc?.();
	return process.memoryUsage().heapUsed / 1e6;
}

const grown = Object.entries(TASKS).map(([name, task]) => {
	const before = megabytes();
	for (let turn = 0; turn < WARM_UP; turn += 1) task(turn);
	const early = megabytes() - before;
	for (let turn = WARM_UP; turn < EVENTS; turn += 1) task(turn);
	return { name, early, late: megabytes() - before };
});
console.log(JSON.stringify(grown));
