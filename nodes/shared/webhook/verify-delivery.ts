import type { IWebhookFunctions } from 'n8n-workflow';

import { isTapbackError, sentenceOf, verifyDelivery, type Delivery, type HintTexts, type Provider } from '../../../core';
import { log } from '../errors/log';
import { nodeKey } from '../node-key';
import type { RegistrationStore, StoredRegistration } from './registration-store';
import { createRenewals } from './renewals';

/** `unproven`: the secret could not be found out now, so the delivery is answered with 503 and the provider repeats it. */
export type Proof = 'genuine' | 'forged' | 'unproven';

/** What the check needs from a type of node. */
export interface Verifier {
	store: RegistrationStore;
	/**
	 * Asks the provider whether the known registration is current, and registers anew if not. True if the secret changed.
	 * @throws if the provider could not be asked
	 */
	renew(context: IWebhookFunctions, provider: Provider): Promise<boolean>;
	hintTexts: HintTexts;
}

/**
 * Creates the check whether the provider sent a delivery. The secret in static data is tried first, then the copy of this
 * process, because static data may be lost or overwritten (docs/decisions/0019). If neither fits and the registration may
 * have changed, the provider is asked: every ten minutes at most, so that a forger can't cause many requests.
 */
export function createVerifier({ store, renew, hintTexts }: Verifier) {
	const renewals = createRenewals();
	const reasonOf = (error: unknown) => (isTapbackError(error) ? sentenceOf(error, hintTexts) : undefined);

	/** Why the delivery doesn't verify with this secret; `undefined` if it does. */
	function refusalOf(provider: Provider, delivery: Delivery, secret: string | undefined): string | undefined {
		try {
			verifyDelivery(provider, delivery, { secrets: secret === undefined || secret === '' ? [] : [secret], now: Date.now() });
			return undefined;
		} catch (error) {
			return reasonOf(error) ?? 'it could not be read';
		}
	}

	async function verifyWithCopy(
		context: IWebhookFunctions,
		provider: Provider,
		{ delivery, stored }: { delivery: Delivery; stored: StoredRegistration | undefined },
	): Promise<Proof> {
		const copied = store.copied(context, provider);
		const hasOtherSecret = copied !== undefined && copied.secret !== stored?.secret;
		const isGenuine = hasOtherSecret && refusalOf(provider, delivery, copied.secret) === undefined;
		// A copy that this process did not register itself may be older than the stored registration.
		if (isGenuine && (copied.isOwn || stored === undefined)) {
			store.restore(context, provider);
			log(
				context,
				'warn',
				'the signing secret was missing from the workflow’s static data, and was restored. Another node of the workflow writes static data.',
			);
			return 'genuine';
		}
		if (copied?.isOwn === true) return 'forged';

		const outcome = await renewIfDue(context, provider);
		if (isGenuine) return 'genuine';
		if (outcome === 'sound') return 'forged';
		const renewed = outcome === 'renewed' ? store.stored(context, provider)?.secret : undefined;
		return renewed !== undefined && refusalOf(provider, delivery, renewed) === undefined ? 'genuine' : 'unproven';
	}

	async function renewIfDue(context: IWebhookFunctions, provider: Provider) {
		return await renewals.run(nodeKey(context), Date.now(), async () => {
			try {
				const isRenewed = await store.inTurn(context, async () => !store.isForgotten(context) && (await renew(context, provider)));
				if (isRenewed)
					log(
						context,
						'warn',
						'the signing secret was lost; the webhook was registered anew. Another node of the workflow writes static data.',
					);
				return isRenewed ? 'renewed' : 'sound';
			} catch (error) {
				const why = reasonOf(error) ?? String(error);
				log(context, 'error', `deliveries can’t be verified, and the webhook could not be registered anew: ${why}`);
				return 'unknown';
			}
		});
	}

	return async (context: IWebhookFunctions, provider: Provider, delivery: Delivery): Promise<Proof> => {
		const stored = store.stored(context, provider);
		const refusal = refusalOf(provider, delivery, stored?.secret);
		if (refusal === undefined) {
			if (stored !== undefined) store.copy(context, provider, stored);
			return 'genuine';
		}
		const isTest = context.getMode() !== 'webhook';
		const proof = isTest ? 'forged' : await verifyWithCopy(context, provider, { delivery, stored });
		if (proof !== 'genuine') log(context, 'warn', `a webhook delivery was refused: ${refusal}`);
		return proof;
	};
}
