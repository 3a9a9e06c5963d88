import type { Botkit, BotkitPlugin } from 'botkit';

import { createLiveSet, type Connection, type InboundMessage, type ProviderId, type TapbackError } from '../../../core/index.ts';
import { PLUGIN_NAME, type TapbackApi } from './api.mts';
import { createApi } from './create-api.mts';
import { deliver } from './inbound/deliver.mts';
import { dispatchOf } from './inbound/dispatch.mts';
import { recognizeFallbackTexts } from './inbound/fallback-texts.mts';
import { createHandler } from './inbound/handler.mts';
import { letOwnTurnsPass } from './inbound/own-turns.mts';
import { recordMessages } from './inbound/record-messages.mts';
import { createReferences } from './inbound/references.mts';
import { createRegistering } from './inbound/register.mts';
import { mount } from './inbound/route.mts';
import { createSeenEvents } from './inbound/seen-events.mts';
import { createTappedMessages } from './inbound/tapped-message.mts';
import { createReport, type Report } from './lifecycle/report.mts';
import { createTurns } from './lifecycle/turns.mts';
import { whyUnusable } from './lifecycle/why-unusable.mts';
import { checkOptions, type Settings } from './options/check-options.mts';
import type { Storage, TapbackOptions } from './options/types.mts';
import { createAcknowledging } from './outbound/acknowledge.mts';
import { connect } from './outbound/connection.mts';
import { createSending, type Sending } from './outbound/sending.mts';
import { targetOf } from './outbound/subject.mts';
import { watchSent, type Sent } from './outbound/watch-sent.mts';
import { addTapback } from './outbound/worker.mts';
import { createAnswering, takeTapbacks, type Answering } from './questions/answering.mts';
import { createQuestions } from './questions/open-questions.mts';
import { createPlaceOfAnswer } from './questions/place-of-answer.mts';
import { createQuestionTimers, type QuestionTimers } from './questions/question-timers.mts';
import { receiveTexts } from './questions/receive-texts.mts';
import { createQuestionStore } from './storage/question-store.mts';
import { createRegistrationStore } from './storage/registration-store.mts';
import { withTimeLimit } from './storage/time-limit.mts';
import { createToggleStore } from './storage/toggle-store.mts';

/** The plugin for `controller.usePlugin()`. `api` has its functions, typed; Botkit's `controller.plugins.tapback` is the same object. */
export interface TapbackPlugin<Id extends ProviderId = ProviderId> extends BotkitPlugin {
	/** Called by `usePlugin`. @throws TapbackError INVALID_INPUT if the plugin can't work for this controller */
	(controller: Botkit): BotkitPlugin;
	api: TapbackApi<Id>;
}

/**
 * The plugin for one Botkit controller, beside any adapter: `controller.usePlugin(tapback({ provider, credentials }))`.
 * @throws TapbackError INVALID_INPUT at once, if an option is wrong
 */
export function tapback<Id extends ProviderId>(options: TapbackOptions<Id>): TapbackPlugin<Id> {
	const { plugin, whyNot } = assemble<Id>(checkOptions(options));
	// `usePlugin` calls a function and lets its error pass. An error of `init` it would only print.
	const use = (controller: Botkit): BotkitPlugin => {
		const error = whyNot(controller);
		if (error) throw error;
		return plugin;
	};
	Object.defineProperty(use, 'name', { value: plugin.name });
	const { api, middlewares, init } = plugin;
	return Object.assign(use, { api, middlewares, init });
}

/** The plugin, and the parts that the IMessageAdapter shares with it. */
export interface Assembled<Id extends ProviderId> {
	plugin: BotkitPlugin & { api: TapbackApi<Id> };
	/** Why the plugin can't work for a controller; `undefined` if it can. */
	whyNot(controller: Botkit): TapbackError | undefined;
	connection: Connection;
	sending: Sending;
	report: Report;
}

/**
 * Puts the plugin together. Each part is created after the parts that it needs. Botkit then calls `init` with the controller,
 * and the middlewares in every turn. `onMessage`, which only the IMessageAdapter gives, is called once for each message that a
 * person wrote.
 */
export function assemble<Id extends ProviderId>(
	settings: Settings,
	onMessage?: (controller: Botkit, message: InboundMessage) => Promise<void>,
): Assembled<Id> {
	const { provider, webhook } = settings;

	// Set by `init`, because they need the controller. Until then deliveries are answered with 503.
	let activeController: Botkit | undefined;
	let timers: QuestionTimers | undefined;
	let answering: Answering | undefined;
	let isShutDown = false;
	const storageOf = (): Storage | undefined => {
		const storage: Storage | undefined = settings.storage ?? activeController?.getConfig('storage');
		return storage && withTimeLimit(storage);
	};

	// Lifecycle
	const turns = createTurns();
	const report = createReport(settings.onError, () => activeController?.getConfig('disable_console') === true);

	// Outbound
	const connection = connect(settings);
	const sending = createSending(settings, { connection, store: createToggleStore(provider, { storageOf, report }), turns });
	const acknowledging =
		settings.acknowledge &&
		createAcknowledging(settings.acknowledge, {
			sending,
			targetOfMessage: (message) => targetOf(message, settings.messageIdOf),
			turns,
			report,
		});

	// Questions. Without a storage of the user's they are in Botkit's own, which lasts as long as the process.
	const questionStore = createQuestionStore(provider.id, () => storageOf() ?? activeController?.storage);
	// A write counts as a turn, so that drain() waits for it.
	const putInTurn: typeof questionStore.put = async (key, value) => await turns.run(async () => await questionStore.put(key, value));
	const questions = createQuestions({ ...questionStore, put: putInTurn }, report);

	// Inbound
	const references = createReferences();
	const placeOfAnswer = createPlaceOfAnswer({ questions, references, report });
	const seenEvents = createSeenEvents({ providerId: provider.id, storageOf, report });
	const registrations = createRegistrationStore(provider, storageOf);
	const textsNeedMessages = webhook.textFallback && provider.webhook.textFallback?.needsMessages === true;
	const registering = createRegistering(
		{ ...settings, wantsMessages: onMessage !== undefined || textsNeedMessages },
		{ connection, registrations, report },
	);
	const liveSet = createLiveSet();
	const handler = createHandler({
		settings,
		registrations,
		seenEvents,
		liveSet,
		tapped: createTappedMessages(settings, { connection, liveSet, report }),
		isReady: () => activeController !== undefined && !isShutDown,
		async accept(event) {
			if (activeController === undefined) return;
			await deliver(activeController, event, { settings, references, asking: await placeOfAnswer(event) });
		},
		acceptMessage:
			onMessage && (async (message) => (activeController === undefined ? undefined : await onMessage(activeController, message))),
		turns,
		report,
	});

	// What users and Botkit call
	const { api, attach } = createApi<Id>({ sending, registering, turns, handler });

	function onSent(sent: Sent): void {
		const opened = questions.open(sent);
		if (sent.id) references.remember(sent.id, sent.reference);
		if (opened) timers?.start(opened.key, opened.until);
		acknowledging?.onSent(sent);
	}

	const plugin: Assembled<Id>['plugin'] = {
		name: PLUGIN_NAME,
		api,
		middlewares: {
			spawn: [addTapback(provider, sending), receiveTexts({ answeringOf: () => answering, report })],
			ingest: settings.fallbackTexts ? [recognizeFallbackTexts(provider.id, { seenEvents, report })] : [],
			receive: [recordMessages(settings, { references, report }), ...(acknowledging ? [acknowledging.onReceived] : [])],
			send: [watchSent(onSent, report)],
		},
		init(controller) {
			activeController = controller;
			letOwnTurnsPass(controller);
			attach(dispatchOf(controller, { report, takeTapbacks }));
			const questionTimers = createQuestionTimers(controller, { questions, turns, report });
			timers = questionTimers;
			answering = createAnswering(controller, { questions, timers: questionTimers });
			controller.ready(async () => await questionTimers.resume());
			controller.on('shutdown', async () => {
				isShutDown = true;
				questionTimers.stop();
			});
			if (webhook.isMounted) mount(controller, webhook.path, handler);
			controller.addPluginExtension(PLUGIN_NAME, api);
		},
	};
	const isAdapter = onMessage !== undefined;
	const whyNot = (controller: Botkit) => whyUnusable(controller, { isUsed: activeController !== undefined, isAdapter, webhook, handler });
	return { plugin, whyNot, connection, sending, report };
}
