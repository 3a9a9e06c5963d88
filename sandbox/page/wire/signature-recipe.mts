/** A piece of a signed text, and its source for a receiver; `undefined` if unknown. */
export interface SignedPiece {
	text: string;
	source: { kind: 'body' } | { kind: 'header'; name: string } | undefined;
}

/** Splits a signed text into the body, values of headers, and the dots between. */
export function readSignatureBase(
	base: string,
	{ headers, body }: { headers: Readonly<Record<string, string>>; body: string },
): SignedPiece[] {
	const hasBody = body !== '' && base.endsWith(body);
	const front = hasBody ? base.slice(0, base.length - body.length) : base;
	const pieces = front
		.split(/(\.)/)
		.filter((text) => text !== '')
		.map((text): SignedPiece => ({ text, source: text === '.' ? undefined : findHeader(headers, text) }));
	return hasBody ? [...pieces, { text: body, source: { kind: 'body' } }] : pieces;
}

/** Whether this header proves the sender of a webhook. */
export function isProof(headerName: string): boolean {
	return /signature$|secret/i.test(headerName);
}

function findHeader(headers: Readonly<Record<string, string>>, value: string): SignedPiece['source'] {
	const entries = Object.entries(headers);
	// Some vendors carry the time within the signature header: "t=1700000000,v1=…".
	const [name] = entries.find((entry) => entry[1] === value) ?? entries.find((entry) => entry[1].split(',').includes(`t=${value}`)) ?? [];
	return name === undefined ? undefined : { kind: 'header', name };
}
