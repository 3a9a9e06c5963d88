import type { TapbackErrorCode } from '../../../core/model/errors.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import type { Delivery } from '../../../core/providers/webhook.ts';
import { errorOf } from '../error-of.mts';

interface Verifying {
	verify(delivery?: Delivery, secret?: string, now?: number): void;
	/** The code of the refusal. @throws if it is not refused. */
	codeOf(delivery?: Delivery, secret?: string, now?: number): Promise<TapbackErrorCode>;
}

/** The `verify` of a vendor, called with what a genuine delivery has, unless a test gives something else. */
export function verifying({ webhook }: Provider, genuine: { delivery: Delivery; secret: string; now: number }): Verifying {
	const verify: Verifying['verify'] = (delivery = genuine.delivery, secret = genuine.secret, now = genuine.now) =>
		webhook.verify(delivery, { secret, now });
	return { verify, codeOf: async (...given) => (await errorOf(() => verify(...given))).code };
}

/** Wrong forms of a signature like `sha256=f2…`, the last one by another key. */
export function wrongSignatures(signature: string, byAnotherKey: string): string[] {
	const hex = signature.replace('sha256=', '');
	return [signature.slice(0, -2), `${signature}00`, '', 'sha256=', hex, `sha512=${hex}`, `sha256=${byAnotherKey}`];
}
