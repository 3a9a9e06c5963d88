/** A piece of a signed text, and where a receiver finds it; `undefined` where that is not known. */
export interface SignedPiece {
	text: string;
	source: { kind: 'body' } | { kind: 'header'; name: string } | undefined;
}

/** Takes a signed text apart into what is the body, what stands in a header, and the dots between. */
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

/** Is this a header by which a webhook proves where it comes from? */
export function isProof(headerName: string): boolean {
	return /signature$|secret/i.test(headerName);
}

function findHeader(headers: Readonly<Record<string, string>>, value: string): SignedPiece['source'] {
	const entries = Object.entries(headers);
	// Some vendors carry the time within the signature header: "t=1700000000,v1=…".
	const [name] = entries.find((entry) => entry[1] === value) ?? entries.find((entry) => entry[1].split(',').includes(`t=${value}`)) ?? [];
	return name === undefined ? undefined : { kind: 'header', name };
}
