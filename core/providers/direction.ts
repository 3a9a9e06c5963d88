/** For vendors that name a direction: whatever isn't from outside is the account's own. Unknown where none is named. */
export function isOutbound(direction: string | undefined): boolean {
	return direction !== undefined && direction !== 'inbound';
}
