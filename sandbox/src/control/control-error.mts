/** A refusal of the control API: an HTTP status, and a sentence with what, where and what to do. */
export class ControlError extends Error {
	override readonly name = 'ControlError';
	readonly status: 400 | 403 | 404 | 409 | 422 | 502;

	constructor(status: ControlError['status'], message: string) {
		super(message);
		this.status = status;
	}
}
