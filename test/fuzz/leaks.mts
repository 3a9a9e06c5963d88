import { inspect } from 'node:util';

import { TapbackError } from '../../core/model/errors.ts';
import { SCHEMES } from './schemes.mts';

const bare = (secret: string) => secret.replace(/^whsec_/, '');

/** Every secret of these tests, in each form that would give it away. */
const SECRETS = [
	...new Set(
		SCHEMES.flatMap(({ secret }) => [
			bare(secret),
			Buffer.from(bare(secret)).toString('base64'),
			Buffer.from(bare(secret)).toString('hex'),
			Buffer.from(bare(secret), 'base64').toString('latin1'),
		]),
	),
];

/** A digest: the signature that would have been right. */
const DIGEST = /[0-9a-f]{64}|[A-Za-z0-9+/]{43}=/;

const searched = new Set<string>();

/** @throws where an error is not one of ours, has another code than a refusal, or tells too much. */
export function checkRefusal(error: unknown): void {
	if (!(error instanceof TapbackError)) throw new Error(`It is no TapbackError: ${inspect(error)}`);
	const { code, message, details } = error;
	if (code !== 'NOT_VERIFIED' && code !== 'SECRET_MISSING') throw new Error(`It has the code ${code}.`);
	const told = `${code}|${message}|${JSON.stringify(details)}`;
	if (searched.has(told)) return;
	searched.add(told);
	const everything = [told, String(error), String(error.stack), inspect(error, { depth: 9, showHidden: true })].join('\n');
	checkText(everything);
	if (DIGEST.test(everything)) throw new Error('It tells a signature.');
}

/** @throws where a text holds one of the secrets. */
export function checkText(text: string): void {
	if (SECRETS.some((secret) => text.includes(secret))) throw new Error('It tells the secret.');
}
