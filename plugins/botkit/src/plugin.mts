import type { BotWorker, Botkit, BotkitMessage, BotkitPlugin } from 'botkit';

import {
	TapbackError,
	createLiveSet,
	type Connection,
	type InboundMessage,
	type ProviderId,
	type TapbackEvent,
} from '../../../core/index.ts';
import { createAcknowledging } from './outbound/acknowledge.mts';
import { createAnswering, takeTapbacks, type Answering } from './questions/answering.mts';
import { PLUGIN_NAME, type TapbackApi } from './api.mts';
import { checkDrain, checkUrl } from './options/check-calls.mts';
import { connect } from './outbound/connection.mts';
import { recognizeFallbackTexts } from './inbound/fallback-texts.mts';
import { hearTexts } from './questions/receive-texts.mts';
import { TAPBACK } from './inbound/activity.mts';
import { deliver } from './inbound/deliver.mts';
import { dispatchOf, type Dispatch } from './inbound/dispatch.mts';
import { checkSelection } from './inbound/selection.mts';
import { createHandler } from './inbound/handler.mts';
import { createOnce } from './inbound/once.mts';
import { createReferences } from './inbound/references.mts';
import { createTappedMessages } from './inbound/tapped-message.mts';
import { letOwnTurnsPass } from './inbound/own-turns.mts';
import { mount, whyTaken } from './inbound/route.mts';
import { wrongOption } from './options/errors.mts';
import { createKeptQuestions } from './storage/question-store.mts';
import { createKeptRegistrations } from './storage/registration-store.mts';
import { createKeptStandings } from './storage/toggle-store.mts';
import type { Reference, Storage, TapbackOptions } from './options/types.mts';
import { checkOptions, type Settings } from './options/check-options.mts';
import { createRegistering } from './inbound/register.mts';
import { createQuestionTimers, type QuestionTimers } from './questions/question-timers.mts';
import { createQuestions } from './questions/open-questions.mts';
import { createReport, type Report } from './lifecycle/report.mts';
import { createSending, type Sending } from './outbound/sending.mts';
import { watchSent, type Sent } from './outbound/watch-sent.mts';
import { impatient } from './storage/time-limit.mts';
import { targetOf } from './outbound/subject.mts';
import { createTurns } from './lifecycle/turns.mts';
import { addTapback } from './outbound/worker.mts';

/** For `controller.usePlugin()`; `api` is what stands at `controller.plugins.tapback`, typed. */
export interface TapbackPlugin<Id extends ProviderId = ProviderId> extends BotkitPlugin {
	/** Called by `usePlugin`, which passes on only what is thrown here. */
	(controller: Botkit): BotkitPlugin;
	api: TapbackApi<Id>;
}

/**
 * Tapbacks for one Botkit controller, beside whatever adapter it has.
 * @throws TapbackError INVALID_INPUT at once for an option that is wrong: Botkit would only print an error of `init`.
 */
export function tapback<Id extends ProviderId>(options: TapbackOptions<Id>): TapbackPlugin<Id> {
	const { plugin, whyNot } = assemble<Id>(checkOptions(options));
	const use = (controller: Botkit): BotkitPlugin => {
		const error = whyNot(controller);
		if (error) throw error;
		return plugin;
	};
	Object.defineProperty(use, 'name', { value: plugin.name });
	const { api, middlewares, init } = plugin;
	return Object.assign(use, { api, middlewares, init });
}

/** The plugin, and what an adapter shares with it. */
export interface Assembled<Id extends ProviderId> {
	plugin: BotkitPlugin & { api: TapbackApi<Id> };
	/** Why the plugin can't work for a controller; `undefined` where it can. */
	whyNot(controller: Botkit): TapbackError | undefined;
	connection: Connection;
	sending: Sending;
	report: Report;
}

/** With `onMessage` the webhook brings the messages of people, too, each once. */
export function assemble<Id extends ProviderId>(
	settings: Settings,
	onMessage?: (controller: Botkit, message: InboundMessage) => Promise<void>,
): Assembled<Id> {
	const { provider, webhook } = settings;
	const connection = connect(settings);
	let host: Botkit | undefined;
	let isShutDown = false;
	const storageOf = (): Storage | undefined => patient(settings.storage ?? host?.getConfig('storage'));
	const turns = createTurns();
	const report = createReport(settings.onError, () => host?.getConfig('disable_console') === true);

	const sending = createSending(settings, { connection, store: createKeptStandings(provider, { storageOf, report }), turns });
	const kept = createKeptRegistrations(provider, storageOf);
	const textsNeedMessages = webhook.textFallback && provider.webhook.textFallback?.needsMessages === true;
	const registering = createRegistering(
		{ ...settings, wantsMessages: onMessage !== undefined || textsNeedMessages },
		{ connection, kept, report },
	);
	const references = createReferences();
	const once = createOnce({ providerId: provider.id, storageOf, report });
	const liveSet = createLiveSet();
	const handler = createHandler({
		settings,
		kept,
		once,
		liveSet,
		tapped: createTappedMessages(settings, { connection, liveSet, report }),
		isReady: () => host !== undefined && !isShutDown,
		async accept(event) {
			if (host === undefined) return;
			await deliver(host, event, { settings, references, asking: await placeOfAnswer(event) });
		},
		acceptMessage: onMessage && (async (message) => (host === undefined ? undefined : await onMessage(host, message))),
		turns,
		report,
	});
	// Without a storage Botkit has one that lasts as long as the process.
	const keptQuestions = createKeptQuestions(provider.id, () => storageOf() ?? host?.storage);
	const questions = createQuestions(
		{ ...keptQuestions, put: async (key, value) => await turns.run(async () => await keptQuestions.put(key, value)) },
		report,
	);

	/** The conversation that asked what a tapback answers. Where an earlier process asked, it is remembered. */
	async function placeOfAnswer(event: TapbackEvent): Promise<Partial<Reference> | undefined> {
		const { messageId } = event;
		try {
			if (messageId !== null && !references.knows(messageId)) {
				const asked = await questions.recall(messageId);
				if (asked) references.remember(messageId, asked.reference);
			}
			const key = await questions.keyOf({ type: 'tapback', event });
			return key === undefined ? undefined : questions.get(key)?.reference;
		} catch (error) {
			report('The storage could not tell whether a tapback answers a question', error);
			return undefined;
		}
	}

	const selections: Array<Parameters<TapbackApi['on']>> = [];
	let dispatch: Dispatch | undefined;

	const api: TapbackApi<Id> = {
		send: async (subject, reaction, more) => await sending.send('add', subject, reaction, more),
		remove: async (subject, reaction, more) => await sending.send('remove', subject, reaction, more),
		get: async (subject, more) => await sending.get(subject, more),
		async register(options) {
			const url = checkUrl('register()', options);
			const { id } = await registering.register(url);
			return { id, url };
		},
		unregister: async (options) => await registering.unregister(checkUrl('unregister()', options)),
		drain: async (options) => await turns.drain(checkDrain('drain()', options).timeoutMs),
		handler,
		on(given, listener) {
			const selection = checkSelection('on()', given, listener);
			if (dispatch) dispatch.on(selection, listener);
			else selections.push([selection, listener]);
		},
	};

	const acknowledging =
		settings.acknowledge &&
		createAcknowledging(settings.acknowledge, {
			sending,
			targetOfMessage: (message) => targetOf(message, settings.messageIdOf),
			turns,
			report,
		});
	let timers: QuestionTimers | undefined;
	let answering: Answering | undefined;

	function remember(message: BotkitMessage): void {
		if (message.type === TAPBACK) return;
		references.meet(message);
		const id = settings.messageIdOf?.(message) ?? message.incoming_message.id;
		if (id) references.remember(id, message.reference);
	}

	function onSent(sent: Sent): void {
		const asked = questions.open(sent);
		if (sent.id) references.remember(sent.id, sent.reference);
		if (asked) timers?.start(asked.key, asked.until);
		acknowledging?.onSent(sent);
	}

	function whyNot(controller: Botkit): TapbackError | undefined {
		const refused = (message: string, field?: string) => new TapbackError('INVALID_INPUT', message, { field });
		if (host !== undefined) return refused('A tapback plugin belongs to one controller. Call tapback() for each.');
		if (controller.plugins[PLUGIN_NAME] !== undefined) {
			return refused(
				'This controller has tapbacks already, by another plugin or by its IMessageAdapter. For several providers make a Botkit for each: they can share one web server, with a path each.',
			);
		}
		if (!webhook.isMounted) return undefined;
		const isOfAdapter = webhook.path === controller.getConfig('webhook_uri') && onMessage === undefined && controller.webserver;
		const why = isOfAdapter
			? `is ${webhook.path}, where the bot’s adapter receives its own messages. Give another one`
			: whyTaken(controller, webhook.path, handler);
		return why === undefined ? undefined : wrongOption('webhook.path', why);
	}

	const plugin: Assembled<Id>['plugin'] = {
		name: PLUGIN_NAME,
		api,
		middlewares: {
			spawn: [addTapback(provider, sending), hearTexts({ answeringOf: () => answering, report })],
			ingest: settings.fallbackTexts ? [recognizeFallbackTexts(provider.id, { once, report })] : [],
			receive: [neverThrowing(remember, report), ...(acknowledging ? [acknowledging.onReceived] : [])],
			send: [watchSent(onSent, report)],
		},
		init(controller) {
			host = controller;
			letOwnTurnsPass(controller);
			dispatch = dispatchOf(controller, { report, takeTapbacks });
			for (const selection of selections) dispatch.on(...selection);
			const clock = createQuestionTimers(controller, { questions, turns, report });
			timers = clock;
			answering = createAnswering(controller, { questions, timers: clock });
			controller.ready(async () => await clock.resume());
			controller.on('shutdown', async () => {
				isShutDown = true;
				clock.stop();
			});
			if (webhook.isMounted) mount(controller, webhook.path, handler);
			controller.addPluginExtension(PLUGIN_NAME, api);
		},
	};
	return { plugin, whyNot, connection, sending, report };
}

const patientStorages = new WeakMap<Storage, Storage>();

function patient(storage: Storage | undefined): Storage | undefined {
	if (storage === undefined) return undefined;
	const known = patientStorages.get(storage) ?? impatient(storage);
	patientStorages.set(storage, known);
	return known;
}

/** A middleware that threw would end the process, and the turn would never end. */
function neverThrowing(task: (message: BotkitMessage) => void, report: Report) {
	return async (_bot: BotWorker, message: BotkitMessage): Promise<void> => {
		try {
			task(message);
		} catch (error) {
			report('A message could not be noted', error);
		}
	};
}
