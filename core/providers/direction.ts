/** Whether a direction means the account itself: every direction but `inbound` does. False without a direction. */
export function isOutbound(direction: string | undefined): boolean {
	return direction !== undefined && !isInbound(direction);
}

/** Whether a direction is `inbound`, in any case. A tapback with another direction, or none, may be our own. */
export function isInbound(direction: string | undefined): boolean {
	return direction?.toLowerCase() === 'inbound';
}
