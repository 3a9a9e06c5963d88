/** UNREADABLE and UNWRITABLE: the file system refuses. FOREIGN, OTHER_VERSION and DAMAGED: the content is wrong. CHANGED: another program wrote the file meanwhile. IN_USE: another sandbox uses the file. */
export type StateFileErrorCode = 'UNREADABLE' | 'UNWRITABLE' | 'FOREIGN' | 'OTHER_VERSION' | 'DAMAGED' | 'CHANGED' | 'IN_USE';

/** The state can't be stored in this file. The message says why, and what to do. The file stays unchanged. */
export class StateFileError extends Error {
	override readonly name = 'StateFileError';
	readonly code: StateFileErrorCode;

	constructor(code: StateFileErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
