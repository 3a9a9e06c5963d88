import type { Delivery } from '../../src/deliveries/delivery.mts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { isProof, readSignatureBase } from './signature-recipe.mts';

/** The signed text, piece by piece, and how a receiver builds it. */
export function SignatureBase({ delivery }: { delivery: Delivery }) {
	const { signatureBase, headers } = delivery;
	if (signatureBase === '') {
		return (
			<>
				<h3>Signature base string</h3>
				<p class="soft small">{whyNothing(headers)}</p>
			</>
		);
	}
	const pieces = readSignatureBase(signatureBase, delivery);
	const header = Object.keys(headers).find((name) => /signature$/i.test(name));
	return (
		<>
			<div class="wire-body-head">
				<h3>Signature base string</h3>
				<CopyButton value={signatureBase} label="Copy signature base string" />
			</div>
			<p class="wire-recipe mono">
				{pieces.map(({ text, source }, index) => (
					<span key={index} class={source && 'wire-piece'} data-source={source?.kind}>
						{source === undefined ? text : source.kind === 'body' ? 'raw body' : source.name}
					</span>
				))}
			</p>
			<pre class="wire-code" role="group" aria-label="Signature base string" tabIndex={0}>
				{pieces.map(({ text, source }, index) => (
					<span key={index} data-source={source?.kind}>
						{text}
					</span>
				))}
			</pre>
			<p class="soft small">
				This exact text is signed with the webhook’s secret (HMAC-SHA256)
				{header !== undefined && (
					<>
						; the result is in <span class="mono">{header}</span>
					</>
				)}
				. To verify, build it from the headers and the received raw bytes, sign it with your secret, and compare in constant time.
			</p>
		</>
	);
}

function whyNothing(headers: Readonly<Record<string, string>>): string {
	const proof = Object.keys(headers).find(isProof);
	if (proof === undefined) return 'Nothing was signed: anybody who knows the URL could have sent this webhook.';
	return `Nothing was signed: ${proof} carries the secret itself. Compare it in constant time; it protects neither the body nor the time.`;
}
