import type { BotWorker, Botkit, BotkitMessage, BotkitPlugin } from 'botkit';

import {
	TapbackError,
	createLiveSet,
	type Connection,
	type InboundMessage,
	type ProviderId,
	type TapbackEvent,
} from '../../../core/index.ts';
import { createAcknowledging } from './acknowledge.mts';
import { PLUGIN_NAME, type TapbackApi } from './api.mts';
import { connect } from './connection.mts';
import { recognizeFallbackTexts } from './fallback-texts.mts';
import { TAPBACK } from './inbound/activity.mts';
import { deliver } from './inbound/deliver.mts';
import { dispatchOf, type Dispatch } from './inbound/dispatch.mts';
import { createHandler } from './inbound/handler.mts';
import { createOnce } from './inbound/once.mts';
import { createReferences } from './inbound/references.mts';
import { mount } from './inbound/route.mts';
import { createKeptQuestions } from './kept-questions.mts';
import { createKeptRegistrations } from './kept-registrations.mts';
import { createKeptStandings } from './kept-standings.mts';
import type { Storage, TapbackOptions } from './option-types.mts';
import { checkOptions, type Settings } from './options.mts';
import { createRegistering } from './registering.mts';
import { createQuestionTimers, type QuestionTimers } from './question-timers.mts';
import { answersQuestion, noteSent } from './questions.mts';
import { createReport, type Report } from './reporter.mts';
import { createSending, type Sending } from './sending.mts';
import { watchSent, type Sent } from './sent.mts';
import { targetOf } from './subject.mts';
import { addTapback } from './worker.mts';

/** After its start a bot still adds its conversations. */
const SETTLING_MS = 1000;

/** For `controller.usePlugin()`; `api` is what stands at `controller.plugins.tapback`, typed. */
export interface TapbackPlugin<Id extends ProviderId = ProviderId> extends BotkitPlugin {
	api: TapbackApi<Id>;
}

/**
 * Tapbacks for one Botkit controller, beside whatever adapter it has.
 * @throws TapbackError INVALID_INPUT at once for an option that is wrong: Botkit would only print an error of `init`.
 */
export function tapback<Id extends ProviderId>(options: TapbackOptions<Id>): TapbackPlugin<Id> {
	return assemble<Id>(checkOptions(options)).plugin;
}

/** The plugin, and what an adapter shares with it. */
export interface Assembled<Id extends ProviderId> {
	plugin: TapbackPlugin<Id>;
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
	const storageOf = (): Storage | undefined => settings.storage ?? host?.getConfig('storage');
	const report = createReport(settings.onError, () => host?.getConfig('disable_console') === true);

	const sending = createSending(settings, connection, createKeptStandings(provider, { storageOf, report }));
	const kept = createKeptRegistrations(provider, storageOf);
	const registering = createRegistering({ ...settings, wantsMessages: onMessage !== undefined }, connection, kept);
	const references = createReferences();
	const once = createOnce({ providerId: provider.id, storageOf, report });
	const handler = createHandler({
		settings,
		kept,
		once,
		liveSet: createLiveSet(),
		isReady: () => host !== undefined,
		async accept(event) {
			if (host === undefined) return;
			await recallQuestion(event);
			await deliver(host, event, { settings, references });
		},
		acceptMessage: onMessage && (async (message) => (host === undefined ? undefined : await onMessage(host, message))),
		report,
	});
	const questions = createKeptQuestions(provider.id, storageOf);

	/** One that an earlier process asked. */
	async function recallQuestion({ messageId }: TapbackEvent): Promise<void> {
		if (messageId === null || references.knows(messageId)) return;
		try {
			const kept = await questions.get(messageId);
			if (kept) references.remember(messageId, kept.reference, kept.question);
		} catch (error) {
			report('The storage could not tell whether a tapback answers a question', error);
		}
	}

	/** Those of an earlier process, which may be due by now. */
	async function resumeQuestions(): Promise<void> {
		try {
			for (const [messageId, asked] of await questions.entries()) timers?.start(messageId, asked, SETTLING_MS);
		} catch (error) {
			report('The storage could not tell which questions are due', error);
		}
	}

	const selections: Array<Parameters<TapbackApi['on']>> = [];
	let dispatch: Dispatch | undefined;

	const api: TapbackApi<Id> = {
		send: async (subject, reaction, more) => await sending.send('add', subject, reaction, more),
		remove: async (subject, reaction, more) => await sending.send('remove', subject, reaction, more),
		get: async (subject, more) => await sending.get(subject, more),
		async register({ url }) {
			const { id } = await registering.register(url);
			return { id, url };
		},
		unregister: async ({ url }) => await registering.unregister(url),
		handler,
		on(selection, listener) {
			if (dispatch) dispatch.on(selection, listener);
			else selections.push([selection, listener]);
		},
	};

	const acknowledging =
		settings.acknowledge &&
		createAcknowledging(settings.acknowledge, { sending, targetOfMessage: (message) => targetOf(message, settings.messageIdOf), report });
	let timers: QuestionTimers | undefined;

	function remember(message: BotkitMessage): void {
		if (message.type === TAPBACK) return;
		references.meet(message);
		const id = settings.messageIdOf?.(message) ?? message.incoming_message.id;
		if (id) references.remember(id, message.reference);
	}

	function onSent(sent: Sent): void {
		const question = noteSent(sent);
		if (sent.id) references.remember(sent.id, sent.reference, question);
		if (question) {
			const { timeoutMs } = question;
			const dueAt = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
			const asked = { reference: sent.reference, question, dueAt };
			timers?.start(sent.id, asked);
			if (sent.id) {
				questions.put(sent.id, asked).catch((error: unknown) => report('A question could not be kept for after a restart', error));
			}
		}
		acknowledging?.onSent(sent);
	}

	const plugin: TapbackPlugin<Id> = {
		name: PLUGIN_NAME,
		api,
		middlewares: {
			spawn: [addTapback(sending)],
			ingest: settings.fallbackTexts ? [recognizeFallbackTexts(provider.id, { once, report })] : [],
			receive: [neverThrowing(remember, report), ...(acknowledging ? [acknowledging.onReceived] : [])],
			send: [watchSent(onSent, report)],
		},
		init(controller) {
			if (host !== undefined)
				throw new TapbackError('INVALID_INPUT', 'A tapback plugin belongs to one controller. Call tapback() for each.');
			host = controller;
			dispatch = dispatchOf(controller, { report, answersQuestion });
			for (const selection of selections) dispatch.on(...selection);
			timers = createQuestionTimers(controller, { report, onEnd: async (messageId) => await questions.delete(messageId) });
			controller.ready(async () => await resumeQuestions());
			if (webhook.isMounted) mount(controller, webhook.path, handler);
			controller.addPluginExtension(PLUGIN_NAME, api);
		},
	};
	return { plugin, connection, sending, report };
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
