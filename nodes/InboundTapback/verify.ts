import type { IWebhookFunctions } from 'n8n-workflow';

import { isTapbackError, sentenceOf, verifyDelivery, type Delivery, type Provider } from '../../core';
import { nodeKey } from '../shared/node-key';
import { REMEDIES } from '../shared/remedies';
import { renewRegistration } from './registration';
import { createRenewals } from './renewals';
import {
	copiedRegistration,
	copyRegistration,
	restoreRegistration,
	storedRegistration,
	type StoredRegistration,
} from './stored-registration';

/** `unproven`: the secret isn't known just now, so the provider shall deliver again. */
export type Proof = 'genuine' | 'forged' | 'unproven';

const renewals = createRenewals();

/**
 * Whether the provider sent these bytes. The secret in static data decides, and the copy of this process where that was
 * lost or put back (docs/decisions/0019). Where neither fits, and the registration may be another by now, it is looked
 * after, every ten minutes at most, so that a forger can't make much of it.
 */
export async function verify(context: IWebhookFunctions, provider: Provider, delivery: Delivery): Promise<Proof> {
	const stored = storedRegistration(context, provider);
	const refusal = refusalOf(provider, delivery, stored?.secret);
	if (refusal === undefined) {
		if (stored !== undefined) copyRegistration(context, stored);
		return 'genuine';
	}

	const isTest = context.getMode() !== 'webhook';
	const proof = isTest ? 'forged' : await verifyOtherwise(context, provider, { delivery, stored });
	if (proof !== 'genuine') warn(context, `a webhook delivery was refused: ${refusal}`);
	return proof;
}

async function verifyOtherwise(
	context: IWebhookFunctions,
	provider: Provider,
	{ delivery, stored }: { delivery: Delivery; stored: StoredRegistration | undefined },
): Promise<Proof> {
	const copied = copiedRegistration(context);
	const isOther = copied !== undefined && copied.secret !== stored?.secret;
	const isGenuine = isOther && refusalOf(provider, delivery, copied.secret) === undefined;
	// A copy that this process did not register itself may be older than what is stored.
	if (isGenuine && (copied.isOwn || stored === undefined)) {
		restoreRegistration(context, provider);
		warn(
			context,
			'the workflow’s static data had lost the signing secret, which was put back. Another node of the workflow writes static data.',
		);
		return 'genuine';
	}
	if (copied?.isOwn === true) return 'forged';

	const outcome = await lookAfter(context, provider);
	if (isGenuine) return 'genuine';
	if (outcome === 'sound') return 'forged';
	const renewed = outcome === 'renewed' ? storedRegistration(context, provider)?.secret : undefined;
	return renewed !== undefined && refusalOf(provider, delivery, renewed) === undefined ? 'genuine' : 'unproven';
}

async function lookAfter(context: IWebhookFunctions, provider: Provider) {
	return await renewals.run(nodeKey(context), Date.now(), async () => {
		try {
			const isRenewed = await renewRegistration(context, provider);
			if (isRenewed)
				warn(context, 'the signing secret was lost; the webhook was registered anew. Another node of the workflow writes static data.');
			return isRenewed ? 'renewed' : 'sound';
		} catch (error) {
			const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : String(error);
			context.logger.error(`Tapback: deliveries can’t be verified, and the webhook could not be registered anew: ${why}`, {
				node: context.getNode().name,
			});
			return 'unknown';
		}
	});
}

/** Why a secret doesn't fit; `undefined` where it does. */
function refusalOf(provider: Provider, delivery: Delivery, secret: string | undefined): string | undefined {
	try {
		verifyDelivery(provider, delivery, { secrets: secret === undefined ? [] : [secret], now: Date.now() });
		return undefined;
	} catch (error) {
		return isTapbackError(error) ? sentenceOf(error, REMEDIES) : 'it could not be read';
	}
}

function warn(context: IWebhookFunctions, says: string): void {
	context.logger.warn(`Tapback: ${says}`, { node: context.getNode().name });
}
