import { Botkit, BotkitConversation } from 'botkit';
import { IMessageAdapter, askForTapback, type TapbackAnswer } from 'botkit-plugin-tapback';

export interface BotOptions {
	apiKey: string;
	/** Default: the provider's API. */
	baseUrl?: string;
	/** Receives who needs a person, and the message. */
	onHandOver: (who: string, messageId: string | null) => void;
}

/** Time to correct a slip. */
const WINDOW_MS = 2000;

/** A restaurant's bot: it acknowledges what it reads, asks for a 👍 or 👎, and calls a person for a ❓. */
export function createBot({ apiKey, baseUrl, onHandOver }: BotOptions) {
	const adapter = new IMessageAdapter({
		provider: 'linq',
		credentials: { apiKey, baseUrl },
		acknowledge: 'like',
		onError: ({ message }) => console.error(message),
	});
	const controller = new Botkit({ adapter, disable_console: true });

	const booking = new BotkitConversation('booking', controller);
	askForTapback(booking, 'Shall I book it?', {
		reconsiderMs: WINDOW_MS,
		deadlineMs: 24 * 60 * 60_000,
		onAnswer: async (answer, _convo, bot) => void (await bot.say(replyTo(answer))),
	});
	controller.addDialog(booking);

	controller.hears('book', 'message', async (bot) => void (await bot.beginDialog('booking')));
	controller.on('message', async (bot, message) => void (await bot.reply(message, 'Hello! Write “book a table” to book one.')));

	adapter.api.on({ actions: ['added'], reactions: ['question'] }, async (bot, message) => {
		onHandOver(message.user, message.tapback.messageId);
		await bot.reply(message, 'I call a colleague. They will write to you here.');
	});
	return { controller, api: adapter.api };
}

function replyTo({ approved, text, timedOut }: TapbackAnswer): string {
	if (timedOut) return 'I haven’t heard from you, so I won’t book it.';
	if (approved === null) return `“${text}”: I note that with your booking.`;
	return approved ? 'It is booked. See you tonight!' : 'All right, I won’t book it.';
}
