import { isRecord } from '../model/json.mts';
import { messageOf } from '../model/thrown.mts';
import type { World } from '../model/world.mts';
import { restoreStation, saveStation } from './saved-station.mts';
import { ShapeError } from './shape.mts';
import type { StateFile } from './state-file.mts';

/** The state is written after this time without a change, and at the latest after LATEST_MS. */
const QUIET_MS = 200;
const LATEST_MS = 1000;

export interface StateKeeper {
	/** Writes pending changes, and stops. Throws a StateFileError. */
	close(): void;
}

/** Restores the world from the file; without a file, leaves the seeded state. Throws a StateFileError. */
export function restoreWorld(world: World, file: StateFile): void {
	file.read((providers) => {
		if (!isRecord(providers)) throw new ShapeError('providers', 'an object');
		for (const [id, station] of world.stations) restoreStation(world, station, { saved: providers[id], at: `providers.${id}` });
	});
}

/** Writes the world to the file now, and soon after every change. Throws a StateFileError if the first write fails; a later failure is a warning. */
export function keepWorld(world: World, file: StateFile): StateKeeper {
	let timer: NodeJS.Timeout | undefined;
	let changedAt: number | undefined;
	let isWarned = false;

	function write(): void {
		file.write(Object.fromEntries([...world.stations].map(([id, station]) => [id, saveStation(station)])));
		changedAt = undefined;
		isWarned = false;
	}

	function writeOrWarn(): void {
		try {
			write();
		} catch (error) {
			if (!isWarned) process.emitWarning(messageOf(error), 'StateFileWarning');
			isWarned = true;
			changedAt = performance.now();
		}
	}

	function noteChange(): void {
		const now = performance.now();
		changedAt ??= now;
		clearTimeout(timer);
		timer = setTimeout(writeOrWarn, Math.min(QUIET_MS, Math.max(0, changedAt + LATEST_MS - now))).unref();
	}

	write();
	// A request that changes the state also publishes that change.
	const unsubscribe = world.changes.subscribe(({ kind }) => {
		if (kind !== 'request') noteChange();
	});
	return {
		close() {
			unsubscribe();
			clearTimeout(timer);
			if (changedAt !== undefined) write();
		},
	};
}
