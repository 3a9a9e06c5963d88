import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Milliseconds of processor time of a process group so far, with all its threads and ended processes. Linux only. */
export function cpuMilliseconds(processGroup: number): number {
	const ticks = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map((pid) => ticksOf(pid, processGroup));
	return (ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND) * 1000;
}

function ticksOf(pid: string, processGroup: number): number {
	const [, , group, , , , , , , , , ...times] = fieldsOf(pid);
	if (group !== processGroup) return 0;
	// utime and stime of the process, then of its ended children.
	return times.slice(0, 4).reduce((sum, each) => sum + each, 0);
}

/** Splits after the name, because the name may hold spaces and brackets. */
function fieldsOf(pid: string): number[] {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
	} catch {
		// The process has ended in the meantime.
		return [];
	}
}
