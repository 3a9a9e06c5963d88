import { TapbackError, isTapbackError, sentenceOf, type HintTexts } from '../../../../core/index.ts';
import { inOwnWords } from './own-words.mts';

/** What users of the plugin do about an error, where core leaves that to the host. */
export const REMEDIES: HintTexts = {
	'say-what-stands': 'To go on, look at the conversation and pass the bot’s tapback that is there as the option standing.',
	'free-own-webhook': 'It is an address of this bot’s own server: call unregister({ url }) for it.',
	'free-or-share-webhook':
		'If nobody needs it, remove it at the provider. To share it, pass its signing secret as webhook.secret, don’t call register(), and have its receiver forward its deliveries to this bot, unchanged: the same body, byte for byte, with the same headers.',
	'enter-signing-key': 'Pass the key as webhook.secret, or give the plugin the storage in which an earlier registration kept it.',
	'register-for-good': 'Pass the key as webhook.secret.',
	'register-by-hand': 'For a webhook registered by hand, pass its signing secret as webhook.secret and don’t call register().',
	'get-a-secret': 'Give it as webhook.secret, or call register() first.',
	'listen-through-workflow': 'Call register() once: the bot’s own webhook brings the answers to all its questions.',
};

/** Does something of core’s; what it rejects with says in the message what to do. */
export async function inWords<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		if (!isTapbackError(error)) throw error;
		throw new TapbackError(error.code, inOwnWords(sentenceOf(error, REMEDIES)), { ...error.details, hintKey: undefined });
	}
}
