import type { IncomingMessage, ServerResponse } from 'node:http';

import type { BotWorker, Botkit, BotkitMessage, BotkitPlugin } from 'botkit';

import { TapbackError, isTapbackError, type InboundMessage, type ProviderId } from '../../../../core/index.ts';
import { runTurn } from '../inbound/deliver.mts';
import { mount, whyTaken } from '../inbound/route.mts';
import { PLUGIN_NAME, type TapbackApi } from '../api.mts';
import type { Reference, TapbackOptions } from '../options/types.mts';
import { checkCall, wrongOption } from '../options/errors.mts';
import { checkOptions, type Settings } from '../options/check-options.mts';
import { assemble, type Assembled } from '../plugin.mts';
import { text } from '../options/schema.mts';
import { createAddresses } from './addresses.mts';
import { containHandlers, mendWorker } from './contain.mts';
import { messageActivity } from './message-activity.mts';
import { sendActivity, type SendParts, type SentActivity } from './send-activity.mts';

export type { SentActivity } from './send-activity.mts';

/** The options of `tapback()`, because the adapter includes the plugin, and the line. */
export interface IMessageAdapterOptions<Id extends ProviderId = ProviderId> extends TapbackOptions<Id> {
	/** The line that sends, if a conversation doesn't name one: its number, or the provider's id. */
	line?: string;
}

type Context = BotkitMessage['context'];
type Turn = (context: Context) => Promise<void>;
type Middleware =
	| ((context: Context, next: () => Promise<void>) => Promise<void>)
	| { onTurn(context: Context, next: () => Promise<void>): Promise<void> };

/**
 * Texts and tapbacks over one provider, both ways: `new Botkit({ adapter: new IMessageAdapter({ … }) })`.
 *
 * The adapter includes the plugin, so `tapback()` isn't needed beside it. The webhook has Botkit's own path (`/api/messages`,
 * or its `webhook_uri`), and also `webhook.path` if `webhook` is given.
 * It has the methods of a Bot Framework adapter, but extends none, because a second copy of botbuilder would have a second
 * version of each class.
 */
export class IMessageAdapter<Id extends ProviderId = ProviderId> {
	/**
	 * Botkit uses an adapter with a name as a plugin, and reads the name first. So a second use is refused here, because Botkit
	 * would only print an error of `init`.
	 * @throws TapbackError INVALID_INPUT if a controller uses this adapter already
	 */
	get name(): string {
		if (this.controller === undefined) return PLUGIN_NAME;
		throw new TapbackError('INVALID_INPUT', 'An IMessageAdapter belongs to one controller, which uses it once. Make one for each.');
	}
	readonly middlewares: BotkitPlugin['middlewares'];
	/** Tapbacks outside a turn, the registration of the webhook, and the handler for a web server of your own. */
	readonly api: TapbackApi<Id>;
	/** Called with the error of a turn, as in the Bot Framework. Without it the error is thrown on. */
	onTurnError: ((context: Context, error: Error) => Promise<void>) | undefined;

	private controller: Botkit | undefined;
	private readonly plugin: Assembled<Id>['plugin'];
	private readonly whyNot: Assembled<Id>['whyNot'];
	private readonly parts: SendParts;
	private readonly chain: Middleware[] = [];

	/** @throws TapbackError INVALID_INPUT for a wrong option */
	constructor(options: IMessageAdapterOptions<Id>) {
		const { settings, line } = checked(options);
		const addresses = createAddresses(line);
		const { plugin, whyNot, connection, sending, report } = assemble<Id>(
			settings,
			async (controller: Botkit, message: InboundMessage) =>
				await runTurn(controller, addresses.referenceOf(message), messageActivity(message)),
		);
		this.plugin = plugin;
		this.whyNot = whyNot;
		this.api = plugin.api;
		this.parts = { provider: settings.provider, connection, sending, addresses, report };
		this.middlewares = { ...plugin.middlewares, spawn: [mendWorker({ addresses, report }), ...(plugin.middlewares?.spawn ?? [])] };
	}

	/** Called by Botkit. */
	init(controller: Botkit): void {
		const error = this.whyNot(controller) ?? this.whyNoAdapter(controller);
		if (error) return failAtStart(controller, error);
		this.controller = controller;
		containHandlers(controller, this.parts.report);
		this.plugin.init?.(controller);
		mountAsAdapter(controller, this.api.handler);
	}

	private whyNoAdapter(controller: Botkit): TapbackError | undefined {
		const isItsAdapter: boolean = Object.is(controller.adapter, this);
		if (!isItsAdapter) {
			return new TapbackError(
				'INVALID_INPUT',
				'This controller has another adapter, which would send what this one receives. Use tapback() beside it, or make a Botkit({ adapter }) for this one.',
			);
		}
		const why = controller.webserver && whyTaken(controller, controller.getConfig('webhook_uri'), this.api.handler);
		return why ? wrongOption('webhook_uri', why, 'Botkit()') : undefined;
	}

	/** Answers a delivery of the provider. The bot's turn runs after the response, on this adapter's controller. */
	async processActivity(request: IncomingMessage, response: ServerResponse): Promise<void> {
		await this.api.handler(request, response);
	}

	/**
	 * Sends the activities one after another: texts, media by their URLs, tapbacks as `messageReaction`.
	 * @throws TapbackError for the first one that can't be sent. Those after it are not sent.
	 */
	async sendActivities(_context: Context, activities: ReadonlyArray<Partial<BotkitMessage['incoming_message']>>): Promise<SentActivity[]> {
		const sent: SentActivity[] = [];
		for (const activity of activities) sent.push(await sendActivity(activity, this.parts));
		return sent;
	}

	/** @throws TapbackError UNSUPPORTED, always. */
	async updateActivity(): Promise<never> {
		throw cannot('be changed');
	}

	/** @throws TapbackError UNSUPPORTED, always. */
	async deleteActivity(): Promise<never> {
		throw cannot('be taken back');
	}

	/**
	 * Runs a turn in a known conversation, or begins one: `{ user: { id }, bot: { id: line } }`.
	 * @throws TapbackError INVALID_INPUT if no controller uses the adapter, else the error of the turn
	 */
	async continueConversation(reference: Partial<Reference>, logic: Turn): Promise<void> {
		if (!this.controller)
			throw new TapbackError('INVALID_INPUT', 'The adapter has no bot yet. Give it to a controller: new Botkit({ adapter }).');
		const bot: BotWorker = await this.controller.spawn({});
		await bot.changeContext(this.parts.addresses.begun(reference));
		await this.runMiddleware(bot.getConfig('context'), logic);
	}

	/** Adds middlewares, which run in this order in every turn. */
	use(...middlewares: Middleware[]): this {
		this.chain.push(...middlewares);
		return this;
	}

	/** Runs the middlewares and then `logic`. An error goes to `onTurnError`, or is thrown if there is none. */
	async runMiddleware(context: Context, logic: Turn): Promise<void> {
		const run = async ([first, ...rest]: Middleware[]): Promise<void> => {
			if (first === undefined) return await logic(context);
			const next = async () => await run(rest);
			await (typeof first === 'function' ? first(context, next) : first.onTurn(context, next));
		};
		try {
			await run(this.chain);
		} catch (error) {
			if (!this.onTurnError) throw error;
			await this.onTurnError(context, error instanceof Error ? error : new Error(String(error)));
		}
	}
}

function checked({ line: given, ...options }: { line?: unknown } = {}): { settings: Settings; line: string | undefined } {
	try {
		const line = given === undefined ? undefined : checkCall('tapback()', text, given, 'line');
		const settings = checkOptions(options);
		const lineFields = settings.provider.fields.send.filter(({ is }) => is === 'line').map(({ name }) => [name, line]);
		return { settings: { ...settings, fields: { ...Object.fromEntries(lineFields), ...settings.fields } }, line };
	} catch (error) {
		if (!isTapbackError(error)) throw error;
		throw new TapbackError(error.code, error.message.replace(/^tapback\(\)/, 'IMessageAdapter'), error.details);
	}
}

/** On a server of the user’s, Botkit has made the route already. Mounting reserves the path, so that no plugin takes it. */
function mountAsAdapter(controller: Botkit, handler: TapbackApi['handler']): void {
	if (controller.webserver) mount(controller, controller.getConfig('webhook_uri'), handler);
}

/** Throws outside of `init`, because Botkit only prints an error of `init`: the bot would run and receive nothing. */
function failAtStart(controller: Botkit, error: TapbackError): void {
	const fail = () => {
		throw error;
	};
	if (controller['booted']) setImmediate(fail);
	else controller.ready(fail);
}

function cannot(what: string): TapbackError {
	return new TapbackError(
		'UNSUPPORTED',
		`A message that was sent over iMessage can’t ${what} by the provider’s API. Send another message.`,
	);
}
