import type { IWebhookFunctions } from 'n8n-workflow';

import { isTapbackError, sentenceOf, verifyDelivery, type Delivery, type HintTexts, type Provider } from '../../../core';
import { log } from '../errors/log';
import { nodeKey } from '../node-key';
import type { RegistrationStore, StoredRegistration } from './registration-store';
import { createRenewals } from './renewals';

/** `unproven`: the secret isn't known just now, so the provider shall deliver again. */
export type Proof = 'genuine' | 'forged' | 'unproven';

/** What a kind of nodes does about its webhook. */
export interface Verifier {
	store: RegistrationStore;
	/**
	 * Finds out whether the secret that is known is still the one, and registers anew if it isn't: then it gives true.
	 * @throws where it could not be found out
	 */
	renew(context: IWebhookFunctions, provider: Provider): Promise<boolean>;
	remedies: HintTexts;
}

/**
 * Whether the provider sent these bytes. The secret in static data decides, and the copy of this process where that was
 * lost or put back (docs/decisions/0019). Where neither fits, and the registration may be another by now, it is looked
 * after, every ten minutes at most, so that a forger can't make much of it.
 */
export function createVerifier({ store, renew, remedies }: Verifier) {
	const renewals = createRenewals();
	const reasonOf = (error: unknown) => (isTapbackError(error) ? sentenceOf(error, remedies) : undefined);

	/** Why a secret doesn't fit; `undefined` where it does. */
	function refusalOf(provider: Provider, delivery: Delivery, secret: string | undefined): string | undefined {
		try {
			verifyDelivery(provider, delivery, { secrets: secret === undefined || secret === '' ? [] : [secret], now: Date.now() });
			return undefined;
		} catch (error) {
			return reasonOf(error) ?? 'it could not be read';
		}
	}

	async function verifyOtherwise(
		context: IWebhookFunctions,
		provider: Provider,
		{ delivery, stored }: { delivery: Delivery; stored: StoredRegistration | undefined },
	): Promise<Proof> {
		const copied = store.copied(context, provider);
		const isOther = copied !== undefined && copied.secret !== stored?.secret;
		const isGenuine = isOther && refusalOf(provider, delivery, copied.secret) === undefined;
		// A copy that this process did not register itself may be older than what is stored.
		if (isGenuine && (copied.isOwn || stored === undefined)) {
			store.restore(context, provider);
			log(
				context,
				'warn',
				'the workflow’s static data had lost the signing secret, which was put back. Another node of the workflow writes static data.',
			);
			return 'genuine';
		}
		if (copied?.isOwn === true) return 'forged';

		const outcome = await lookAfter(context, provider);
		if (isGenuine) return 'genuine';
		if (outcome === 'sound') return 'forged';
		const renewed = outcome === 'renewed' ? store.stored(context, provider)?.secret : undefined;
		return renewed !== undefined && refusalOf(provider, delivery, renewed) === undefined ? 'genuine' : 'unproven';
	}

	async function lookAfter(context: IWebhookFunctions, provider: Provider) {
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
		const proof = isTest ? 'forged' : await verifyOtherwise(context, provider, { delivery, stored });
		if (proof !== 'genuine') log(context, 'warn', `a webhook delivery was refused: ${refusal}`);
		return proof;
	};
}
