import { TapbackError, invalidInput } from '../model/errors';
import type { MessageCommand } from '../providers/messages';
import type { Provider } from '../providers/provider';

/** A message as the user of a host gives it. Nothing is checked yet. */
export interface MessageInput {
	text?: unknown;
	/** Public URLs of pictures or other files. */
	mediaUrls?: unknown;
	/** The provider's id of an existing conversation. */
	conversationId?: string;
	/** Phone number or e-mail address, or another recipient that the provider allows, such as the id of a group. */
	to?: string;
	/** The line of the account that sends, as `line` of a received message. */
	line?: string;
	/**
	 * A key that the host chooses for this message. A provider that recognises copies by it sends the message once, even if
	 * the request is repeated.
	 */
	key?: string;
}

/**
 * Checks a message.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED that name the wrong field.
 */
export function checkMessage(provider: Provider, input: MessageInput): MessageCommand {
	const { text = '', conversationId, to, line, key } = input;
	if (typeof text !== 'string') throw invalidInput('text', `The text of a message must be a text, but is of the type ${typeof text}.`);
	const mediaUrls = checkMedia(input.mediaUrls ?? []);
	const isBlank = text.trim() === '';
	if (isBlank && mediaUrls.length === 0) throw invalidInput('text', 'The message is empty. Give it a text or a picture.');
	const { longestText = Infinity, mostMedia, isTextAlone = false } = provider.messages;
	if (text.length > longestText) {
		throw unsupported(provider, 'text', `send a text of ${text.length} characters: ${longestText} is the most`);
	}
	if (mediaUrls.length > mostMedia) {
		throw unsupported(provider, 'mediaUrls', `send ${mediaUrls.length} media in one message: ${mostMedia} is the most`);
	}
	if (isTextAlone && !isBlank && mediaUrls.length > 1) {
		throw unsupported(provider, 'mediaUrls', 'send a text with more than one medium: send them separately');
	}
	return { text, mediaUrls, conversationId: filled(conversationId), to: filled(to), line: filled(line), key };
}

function checkMedia(given: unknown): string[] {
	if (!Array.isArray(given)) throw invalidInput('mediaUrls', 'Media must be a list of addresses that start with https://.');
	return given.map((url: unknown) => {
		if (typeof url === 'string' && /^https?:\/\/\S+$/.test(url)) return url;
		throw invalidInput('mediaUrls', 'An address of the media is malformed: each must start with https:// and be open to the provider.');
	});
}

function filled(text: string | undefined): string | undefined {
	return text?.trim() || undefined;
}

function unsupported({ name }: Provider, field: string, what: string): TapbackError {
	return new TapbackError('UNSUPPORTED', `${name} can’t ${what}. Nothing was sent.`, { field });
}
