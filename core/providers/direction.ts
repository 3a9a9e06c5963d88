/** Whether a direction means the account itself: every direction but `inbound` does. False without a direction. */
export function isOutbound(direction: string | undefined): boolean {
	return direction !== undefined && !isInbound(direction);
}

/** For tapbacks: one that doesn't say that it came from outside may be our own. */
export function isInbound(direction: string | undefined): boolean {
	return direction?.toLowerCase() === 'inbound';
}
