import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { withFileLock } from '../../../sandbox/src/persistence/file-lock.mts';

// One of several processes that want the same lock: notes when it has it, and when it gives it back.
const [lock = '', journal = '', holdMs = '0'] = process.argv.slice(2);
const note = (word: string) => appendFileSync(journal, `${word} ${process.pid}\n`);

await withFileLock(lock, { onBusy: () => undefined, onLeftover: (pid) => note(`leftover-${pid}`) }, async () => {
	note('in');
	await sleep(Number(holdMs));
	note('out');
});
