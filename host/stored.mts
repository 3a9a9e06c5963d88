import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { parseJson } from '../sandbox/src/model/json.mts';
import { codeOf, messageOf } from '../sandbox/src/model/thrown.mts';

/** The content of a file; `damage` says why an existing file can't be used. */
export type Stored<T> = { value: T; damage?: undefined } | { value?: undefined; damage?: string };

/** Reads a JSON file, which may be empty, cut or changed after an interruption, a full disk or an edit. Never throws. */
export function readStored<T>(file: string, schema: z.ZodType<T, z.ZodTypeDef, unknown>): Stored<T> {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		return codeOf(error) === 'ENOENT' ? {} : { damage: messageOf(error) };
	}
	if (text.trim() === '') return { damage: 'it is empty' };
	const content = parseJson(text);
	if (content === undefined) return { damage: 'it is no whole JSON' };
	const parsed = schema.safeParse(content);
	if (parsed.success) return { value: parsed.data };
	const [issue] = parsed.error.issues;
	const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
	return { damage: `${place}${issue?.message ?? 'it has another form'}` };
}
