import { execFileSync } from 'node:child_process';

/** All descendants of this process. */
export function processesOf(root: number | undefined): { pid: number; args: string }[] {
	const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
	const all = lines.map((line) => {
		const [, pid, parent, args = ''] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? [];
		return { pid: Number(pid), parent: Number(parent), args };
	});
	const below = (parent: number | undefined): typeof all =>
		all.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.pid)]);
	return below(root);
}

/** Whether the process exists. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
