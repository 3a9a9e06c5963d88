/** Whether a direction means the account itself: every direction but `inbound` does. False without a direction. */
export function isOutbound(direction: string | undefined): boolean {
	return direction !== undefined && direction !== 'inbound';
}
