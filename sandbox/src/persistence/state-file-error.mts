/** UNREADABLE and UNWRITABLE: the place is at fault. FOREIGN, OTHER_VERSION and DAMAGED: what the file holds. CHANGED: somebody else wrote it meanwhile. IN_USE: another sandbox keeps its state there. */
export type StateFileErrorCode = 'UNREADABLE' | 'UNWRITABLE' | 'FOREIGN' | 'OTHER_VERSION' | 'DAMAGED' | 'CHANGED' | 'IN_USE';

/** The state cannot be kept in this file; the message says why, and what to do. The file is left as it is. */
export class StateFileError extends Error {
	override readonly name = 'StateFileError';
	readonly code: StateFileErrorCode;

	constructor(code: StateFileErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
