import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { takeFileLock } from './file-lock.mts';
import { removeDeadDrafts, writeWhole } from './whole-file.mts';
import { isRecord, parseJson } from '../model/json.mts';
import { messageOf } from '../model/thrown.mts';
import { jsonChunks } from './json-chunks.mts';
import { ShapeError } from './shape.mts';
import { StateFileError } from './state-file-error.mts';

const FORMAT = 'tapback-sandbox state';
/** Raised when the format of the file changes. */
const VERSION = 1;
const START = `{"format":"${FORMAT}"`;
const START_ANEW = 'Move it away (or delete it) to start from the seed.';

/** The file that stores a state. Every function throws a StateFileError. */
export interface StateFile {
	path: string;
	/** Passes the content of the file to `restore`, which may throw a ShapeError. Does nothing without a file. */
	read(restore: (providers: unknown) => void): void;
	/** Makes this process the only one that writes the file. Returns the function that releases it. */
	lock(): Promise<() => void>;
	/** Replaces the file whole, unless another program has changed it. */
	write(providers: Record<string, unknown>): void;
}

/** Opens nothing yet; the file may be absent. */
export function stateFileAt(name: string): StateFile {
	const path = resolve(name);
	let known = stampOf(path);
	return {
		path,
		read(restore) {
			if (known === undefined) return;
			const providers = parse(path, readText(path));
			try {
				restore(providers);
			} catch (error) {
				if (!(error instanceof ShapeError)) throw error;
				throw new StateFileError('DAMAGED', `The state file ${path} is damaged: ${error.message}. ${START_ANEW}`, { cause: error });
			}
		},
		async lock() {
			const release = await takeFileLock(lockFor(path), {
				onBusy({ pid }) {
					const sentence = `The state file ${path} is in use by another sandbox, process ${pid}.`;
					throw new StateFileError('IN_USE', `${sentence} Give each sandbox a file of its own, or stop that one.`);
				},
			});
			// Drafts of a killed sandbox.
			if (existsSync(dirname(path))) removeDeadDrafts(path);
			return release;
		},
		write(providers) {
			const present = stampOf(path);
			if (present !== undefined && present !== known) {
				const sentence = `The state file ${path} was changed by something else, perhaps another sandbox, and stays as it is now.`;
				throw new StateFileError('CHANGED', `${sentence} Give each sandbox a file of its own.`);
			}
			try {
				writeWhole(path, jsonChunks({ format: FORMAT, version: VERSION, providers }));
			} catch (cause) {
				const sentence = `The state file ${path} cannot be written: ${messageOf(cause)}.`;
				throw new StateFileError('UNWRITABLE', `${sentence} Its folder must exist and be writable.`, { cause });
			}
			known = stampOf(path);
		},
	};
}

function parse(path: string, content: string): unknown {
	if (content === '') throw new StateFileError('DAMAGED', `The state file ${path} is empty. ${START_ANEW}`);
	const saved = parseJson(content);
	if (saved === undefined && content.startsWith(START)) {
		throw new StateFileError('DAMAGED', `The state file ${path} is damaged: it is not whole JSON. ${START_ANEW}`);
	}
	if (!isRecord(saved) || saved.format !== FORMAT) {
		throw new StateFileError('FOREIGN', `${path} is not a state file of tapback-sandbox, and stays as it is. Name another file.`);
	}
	if (saved.version === VERSION) return saved.providers;
	const sentence = `The state file ${path} is of version ${JSON.stringify(saved.version)}, and this tapback-sandbox reads version ${VERSION}.`;
	throw new StateFileError('OTHER_VERSION', `${sentence} Use the one that wrote it. ${START_ANEW}`);
}

// Not beside the file, so that its folder holds only the state.
function lockFor(path: string): string {
	const folder = join(tmpdir(), `tapback-sandbox-${userInfo().uid}`);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const place = existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path;
	return join(folder, createHash('sha256').update(place).digest('hex').slice(0, 32));
}

function readText(path: string): string {
	return orUnreadable(path, () => readFileSync(path, 'utf8'));
}

// Identifies the file: a rename replaces it with another, and the number of a deleted file may be used again.
function stampOf(path: string): string | undefined {
	const found = orUnreadable(path, () => statSync(path, { throwIfNoEntry: false }));
	return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
}

function orUnreadable<T>(path: string, read: () => T): T {
	try {
		return read();
	} catch (cause) {
		throw new StateFileError('UNREADABLE', `The state file ${path} cannot be read: ${messageOf(cause)}. Name another file.`, { cause });
	}
}
