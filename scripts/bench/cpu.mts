import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Milliseconds of processor time that a process group took so far, with all its threads and what ended in it. Linux only. */
export function cpuMilliseconds(processGroup: number): number {
	const ticks = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map((pid) => ticksOf(pid, processGroup));
	return (ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND) * 1000;
}

function ticksOf(pid: string, processGroup: number): number {
	const [, , group, , , , , , , , , ...times] = fieldsOf(pid);
	if (group !== processGroup) return 0;
	// utime, stime, and both of the children that were waited for.
	return times.slice(0, 4).reduce((sum, each) => sum + each, 0);
}

/** From the state on; the name before it may hold anything. */
function fieldsOf(pid: string): number[] {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
	} catch {
		// It ended in the meantime.
		return [];
	}
}
