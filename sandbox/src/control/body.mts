import type { Context } from 'hono';
import { isRecord, parseJson } from '../model/json.mts';
import { ControlError } from './control-error.mts';

/** The JSON object in the body of a request to the control API; an empty one without a body. */
export async function objectBody(c: Context): Promise<Record<string, unknown>> {
	const text = await c.req.text();
	if (text === '') return {};
	const body = parseJson(text);
	if (!isRecord(body)) throw new ControlError(400, `The body of ${c.req.method} ${c.req.path} must be a JSON object.`);
	return body;
}
