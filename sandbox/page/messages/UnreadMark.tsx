/** How many messages nobody has looked at yet; nothing where there are none. */
export function UnreadMark({ count }: { count: number }) {
	if (count === 0) return null;
	return (
		<span class="unread-mark">
			{count} <span class="visually-hidden">new</span>
		</span>
	);
}
