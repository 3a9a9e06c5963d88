import type { IExecuteFunctions } from 'n8n-workflow';

import { createApiClient, type ApiClient, type Provider, type WebhookSpec } from '../../../core';
import { connect } from '../../shared/calls/connection';
import { lookupSpec } from '../../shared/webhook/webhook-spec';
import { resumeUrl, type AskRun } from '../run/answer-route';
import { answerRegistration } from './answer-registration';
import { isAnswerUrl } from './answer-webhook';
import { credentialProof } from '../state/credential-proof';

/** The webhook that receives the answers of a run. */
export interface KnownRegistration {
	url: string;
	/** Whether it is another node's webhook. */
	isShared: boolean;
}

/** Registrations that were found at the provider, by node and account. */
const found = new Map<string, KnownRegistration>();

/**
 * The webhook that was registered when this run's workflow was published; `undefined` for a test run, and if the workflow
 * isn't published. If static data has no registration, the provider is asked once, because workers of n8n's queue mode load
 * no static data for a new run.
 */
export async function findRegistration(run: AskRun): Promise<KnownRegistration | undefined> {
	const { context, provider } = run;
	const { account } = await credentialProof(context, provider);
	const known = answerRegistration(context, provider);
	if (known?.account === account) return { url: known.url, isShared: known.secret === '' };
	if (known !== undefined || context.getMode() === 'manual') return undefined;
	const place = `${context.getWorkflow().id ?? ''}/${context.getNode().webhookId ?? ''}/${account}`;
	const registration = found.get(place) ?? (await lookUp(run));
	if (registration !== undefined) found.set(place, registration);
	return registration;
}

async function lookUp({ context, provider, plans }: AskRun): Promise<KnownRegistration | undefined> {
	const spec = lookupSpec(resumeUrl(context), plans[0]?.scope);
	const urls = await registeredUrls(provider, createApiClient(provider, await connect(context, provider)), spec);
	const answering = urls.filter((url) => isAnswerUrl(url, spec.url));
	const own = answering.find((url) => isOf(context, url));
	if (own !== undefined) return { url: own, isShared: false };
	const [shared] = provider.registration.list === undefined ? answering : [];
	return shared === undefined ? undefined : { url: shared, isShared: true };
}

async function registeredUrls({ registration }: Provider, call: ApiClient, spec: WebhookSpec): Promise<string[]> {
	if (registration.list !== undefined) return (await registration.list(call, spec)).map(({ url }) => url);
	const { conflicting } = await registration.find(call, spec);
	return conflicting === undefined ? [] : [conflicting];
}

function isOf(context: IExecuteFunctions, url: string): boolean {
	const { webhookId } = context.getNode();
	return webhookId !== undefined && new URL(url).pathname.split('/').includes(webhookId);
}
