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

/** Those of `tapback()`, for the adapter is the plugin, too. */
export interface IMessageAdapterOptions<Id extends ProviderId = ProviderId> extends TapbackOptions<Id> {
	/** The line that sends where a conversation doesn't say it: its number, or the provider's id of it. */
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
 * It brings the plugin along, so `tapback()` isn't needed beside it. The webhook is Botkit's own (`/api/messages`, or
 * its `webhook_uri`), and the option `webhook.path` where `webhook` is given.
 * It has the shape of a Bot Framework adapter without being derived from one: with a botbuilder of our own beside the
 * bot's there would be two of each class.
 */
export class IMessageAdapter<Id extends ProviderId = ProviderId> {
	/**
	 * Botkit takes an adapter with a name for a plugin, and reads it before anything else.
	 * @throws TapbackError INVALID_INPUT for a second use: Botkit would only print an error of `init`.
	 */
	get name(): string {
		if (this.controller === undefined) return PLUGIN_NAME;
		throw new TapbackError('INVALID_INPUT', 'An IMessageAdapter belongs to one controller, which uses it once. Make one for each.');
	}
	readonly middlewares: BotkitPlugin['middlewares'];
	/** Tapbacks outside a turn, the registration of the webhook, and the handler for a web server of your own. */
	readonly api: TapbackApi<Id>;
	/** Called with what a turn throws, as the Bot Framework has it. */
	onTurnError: ((context: Context, error: Error) => Promise<void>) | undefined;

	private controller: Botkit | undefined;
	private readonly plugin: Assembled<Id>['plugin'];
	private readonly whyNot: Assembled<Id>['whyNot'];
	private readonly parts: SendParts;
	private readonly chain: Middleware[] = [];

	/** @throws TapbackError INVALID_INPUT for an option that is wrong; UNSUPPORTED where the provider tells too little of its messages. */
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

	/** Answers a delivery of the provider; the bot's turn runs after the answer, on the controller that has this adapter. */
	async processActivity(request: IncomingMessage, response: ServerResponse): Promise<void> {
		await this.api.handler(request, response);
	}

	/**
	 * Sends one after another: texts, media by address, tapbacks as `messageReaction`.
	 * @throws TapbackError for the first that can't be sent; those behind it are not sent.
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

	/** Runs a turn in a conversation that was seen before, or begins one: `{ user: { id }, bot: { id: line } }`. */
	async continueConversation(reference: Partial<Reference>, logic: Turn): Promise<void> {
		if (!this.controller)
			throw new TapbackError('INVALID_INPUT', 'The adapter has no bot yet. Give it to a controller: new Botkit({ adapter }).');
		const bot: BotWorker = await this.controller.spawn({});
		await bot.changeContext(this.parts.addresses.begun(reference));
		await this.runMiddleware(bot.getConfig('context'), logic);
	}

	use(...middlewares: Middleware[]): this {
		this.chain.push(...middlewares);
		return this;
	}

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

/** On a server of the user’s Botkit has made the route already; it is noted, so that nobody else takes the path. */
function mountAsAdapter(controller: Botkit, handler: TapbackApi['handler']): void {
	if (controller.webserver) mount(controller, controller.getConfig('webhook_uri'), handler);
}

/** Botkit prints an error of `init`, and goes on: the bot would look alive, and get nothing. */
function failAtStart(controller: Botkit, error: TapbackError): void {
	const fail = () => {
		throw error;
	};
	if (controller['booted']) setImmediate(fail);
	else controller.ready(fail);
}

function cannot(what: string): TapbackError {
	return new TapbackError('UNSUPPORTED', `A message that was sent over iMessage can’t ${what} by the provider’s API. Send another one.`);
}
