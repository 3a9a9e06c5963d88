/** A text in a box that scrolls, also by keyboard. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
	return (
		<pre class="wire-code" role="group" aria-label={label} tabIndex={0}>
			{text}
		</pre>
	);
}
