import type { BotkitMessage } from 'botkit';
import { z } from 'zod';

import { TapbackError, type InboundMessage } from '../../../../core/index.ts';

type Activity = Partial<BotkitMessage['incoming_message']>;

/** For media without a type. */
const ANY_TYPE = 'application/octet-stream';

/** A message as an activity of the Bot Framework: media as attachments, and all that the provider said in `channelData.imessage`. */
export function messageActivity(message: InboundMessage): Activity {
	const { messageId, text, media, occurredAt, receivedAt } = message;
	return {
		type: 'message',
		id: messageId ?? undefined,
		timestamp: new Date(occurredAt ?? receivedAt),
		text,
		attachments: media.map(({ url, contentType }) => ({ contentUrl: url, contentType: contentType ?? ANY_TYPE })),
		channelData: { imessage: message },
	};
}

const attachmentSchema = z.object({ contentUrl: z.string().min(1) });

/**
 * The text and the media URLs of an activity.
 * @throws TapbackError UNSUPPORTED for an attachment without a URL, such as a card
 */
export function contentOf({ text, attachments }: Activity): { text: string; mediaUrls: string[] } {
	const mediaUrls = (attachments ?? []).map((attachment) => {
		const { data } = attachmentSchema.safeParse(attachment);
		if (data) return data.contentUrl;
		const type = attachment.contentType || 'no type';
		throw new TapbackError('UNSUPPORTED', `An attachment without contentUrl (${type}) can’t be sent over iMessage. Nothing was sent.`, {
			field: 'attachments',
		});
	});
	return { text: text ?? '', mediaUrls };
}
