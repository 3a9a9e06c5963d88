import { TapbackError, isTapbackError, sentenceOf, type HintTexts } from '../../../../core/index.ts';
import { inOwnWords } from './own-words.mts';

/** What a user of the plugin can do about an error, for the hints that each host words itself. */
export const HINT_TEXTS: HintTexts = {
	'say-current-tapback': 'To go on, look at the conversation, and pass the bot’s current tapback as the option currentTapback.',
	'free-own-webhook': 'This address belongs to this bot’s own server: call unregister({ url }) with it.',
	'free-or-share-webhook':
		'If nobody needs it, remove it at the provider. To share it, pass its signing secret as webhook.secret, don’t call register(), and have its receiver forward its deliveries to this bot, unchanged: the same body, byte for byte, with the same headers.',
	'enter-signing-key': 'Pass the key as webhook.secret, or give the plugin the storage in which an earlier registration stored it.',
	'register-for-good': 'Pass the key as webhook.secret.',
	'register-by-hand': 'For a webhook registered by hand, pass its signing secret as webhook.secret and don’t call register().',
	'get-a-secret': 'Give it as webhook.secret, or call register() first.',
	'listen-through-workflow': 'Call register() once: the bot’s own webhook receives the answers to all its questions.',
};

/** Runs a task of core’s. @throws TapbackError whose message has this host’s words, and says what to do */
export async function inWords<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		if (!isTapbackError(error)) throw error;
		throw new TapbackError(error.code, inOwnWords(sentenceOf(error, HINT_TEXTS)), { ...error.details, hintKey: undefined });
	}
}
