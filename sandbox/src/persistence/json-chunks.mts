import { isRecord } from '../model/json.mts';

const CHUNK_CHARACTERS = 65_536;

/** JSON text in chunks, with each entry of an array on its own line, so that a large state never becomes one large string. */
export function* jsonChunks(value: unknown): Generator<string> {
	let chunk = '';
	for (const piece of pieces(value)) {
		chunk += piece;
		if (chunk.length < CHUNK_CHARACTERS) continue;
		yield chunk;
		chunk = '';
	}
	yield `${chunk}\n`;
}

function* pieces(value: unknown): Generator<string> {
	if (Array.isArray(value)) {
		yield '[';
		for (const [index, entry] of value.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(entry)}`;
		yield ']';
	} else if (isRecord(value)) {
		const fields = Object.entries(value).filter(([, field]) => field !== undefined);
		yield '{';
		for (const [index, [name, field]] of fields.entries()) {
			yield `${index === 0 ? '' : ','}${JSON.stringify(name)}:`;
			yield* pieces(field);
		}
		yield '}';
	} else {
		yield JSON.stringify(value);
	}
}
