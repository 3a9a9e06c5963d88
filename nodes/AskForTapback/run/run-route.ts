import { randomBytes } from 'node:crypto';

import { createApiClient, registerWebhook, sweepWebhooks, unregisterWebhook, type WebhookSpec } from '../../../core';
import { connect } from '../../shared/calls/connection';
import { later } from '../../shared/calls/later';
import { log } from '../../shared/errors/log';
import { pastedSecret } from '../../shared/webhook/pasted-secret';
import { openDesk, openElsewhere } from '../answers/answer-desk';
import { resumeUrl, type AnswerRoute, type AskRun } from './answer-route';
import { parkedUntil } from './park';
import { quotesTarget } from '../questions/quotes-target';
import { ASKS, asksMark, requireUnasked } from '../questions/same-question';
import { resultItems } from './results';
import { isParked, resume } from './resume';
import { applyToRun, forgetRun, isDue, startRun } from '../state/run-answers';
import { formatParkedQuestions } from '../state/wait-state';

/** Query parameter in the URL of a run's own webhook: the end of the wait in ms since 1970. Later runs use it to find leftovers. */
const UNTIL = 'tapback-until';

/** Because the clocks of two processes differ. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** Added for the time that sending takes, because a question's deadline counts from when it was sent. */
const SENDING_MS = 30 * 60_000;
const LOOK_EVERY_MS = 2000;

/** Receives answers at the run's own webhook, for a workflow that isn't published: a test run, or one step of it. */
export async function runRoute(run: AskRun): Promise<AnswerRoute> {
	const { context, provider, key, plans } = run;
	const desk = await openDesk(context, provider);
	const { proof } = desk;
	const connection = await connect(context, provider);
	const call = createApiClient(provider, connection);
	const questions = plans.map(({ question }) => ({ failure: null, question, conversationId: null, replyTo: null }));
	const url = resumeUrl(context, {
		...provider.registration.query,
		[UNTIL]: String(parkedUntil(questions) + SENDING_MS),
		...(quotesTarget(provider) ? { [ASKS]: asksMark(plans) } : {}),
	});
	const spec: WebhookSpec = {
		url,
		fields: plans[0]?.scope ?? {},
		knownSecret: undefined,
		pastedSecret: await pastedSecret(context, provider),
		wantsMessages: plans.some(({ question }) => question.rules.text !== 'ignore'),
		isTemporary: true,
		newSecret: () => randomBytes(32).toString('base64url'),
	};
	const remove = async () => await unregisterWebhook(provider, call, spec);
	let secret = '';

	/** Removes webhooks of runs whose process ended before they did. */
	async function removeEnded(): Promise<void> {
		const isEnded = (other: string) => isOver(other, url, connection.now());
		if (provider.registration.list !== undefined) return void (await sweepWebhooks(provider, call, spec, isEnded));
		const { conflicting } = await provider.registration.find(call, spec);
		if (conflicting !== undefined && isEnded(conflicting)) await unregisterWebhook(provider, call, { ...spec, url: conflicting });
	}

	/** Applies deadlines, because this route has no timer. Removes the webhook when the run was stopped or deleted, or has ended. */
	async function watch(until: number): Promise<void> {
		const parked = { url, key, proof };
		for (; Date.now() < until + CLOCK_TOLERANCE_MS; await later(LOOK_EVERY_MS)) {
			const settled = isDue(key) ? applyToRun(key, [], { type: 'tick' }) : undefined;
			if (settled !== undefined) await resume(context, parked, resultItems({ ...run, provider: provider.id, questions: settled }));
			else if (!(await isParked(context, parked))) break;
		}
		forgetRun(key);
		await remove();
	}

	return {
		async open() {
			await removeEnded();
			if (quotesTarget(provider)) requireUnasked(provider, plans, { ...(await openElsewhere(desk, call)), now: connection.now() });
			({ secret } = await registerWebhook(provider, call, spec));
		},
		async wait(asked, until) {
			startRun(key, asked);
			void later(LOOK_EVERY_MS)
				.then(async () => await watch(until))
				.catch((error: unknown) => {
					log(context, 'warn', `the webhook of a test run could not be removed: ${String(error)}`);
				});
			return {
				key,
				run: {
					secret: proof.seal(secret),
					url: proof.seal(url),
					questions: formatParkedQuestions(key, { ...run, questions: asked }, proof),
				},
			};
		},
		async close() {
			forgetRun(key);
			await remove();
		},
	};
}

/** Whether the URL is the webhook of a run of this n8n whose wait is over. */
function isOver(url: string, own: string, now: number): boolean {
	if (!URL.canParse(url) || waitingBaseOf(new URL(url)) !== waitingBaseOf(new URL(own))) return false;
	const until = new URL(url).searchParams.get(UNTIL) ?? '';
	return /^\d+$/.test(until) && Number(until) + CLOCK_TOLERANCE_MS < now;
}

/** The URL without its last two path segments: the execution and the node. */
function waitingBaseOf({ origin, pathname }: URL): string {
	return origin + pathname.split('/').slice(0, -2).join('/');
}
