import type { AskingWorkflow, HostStatus, HostWorkflow } from '../model/host-status.mts';
import { isRecord, textOf, textsOf } from '../model/json.mts';
import { ControlError } from './control-error.mts';

const STATES = ['starting', 'up', 'down'] as const;

/** Parses the report of a host, or null when it ends. Throws a ControlError that names the field. */
export function parseHostStatus(value: unknown): HostStatus | null {
	if (value === null) return null;
	const { name, url, state, detail, workflows = [], asking = [] } = isRecord(value) ? value : {};
	const known = STATES.find((candidate) => candidate === state);
	if (textOf(name) === undefined || !known) {
		throw new ControlError(
			400,
			`A host is { name, url?, state: ${STATES.join(' | ')}, detail?, workflows?, asking? }, or null when it leaves.`,
		);
	}
	if (!Array.isArray(workflows)) throw new ControlError(400, '"workflows" must be an array.');
	if (!Array.isArray(asking)) throw new ControlError(400, '"asking" must be an array.');
	return {
		name: String(name),
		url: textOf(url) ?? null,
		state: known,
		detail: textOf(detail) ?? null,
		workflows: workflows.map(parseWorkflow),
		asking: asking.map(parseAsking),
	};
}

function parseWorkflow(value: unknown, index: number): HostWorkflow {
	const { id, name, url, isActive, webhookUrls = [] } = isRecord(value) ? value : {};
	const urls = textsOf(webhookUrls);
	if (textOf(id) === undefined || textOf(name) === undefined || textOf(url) === undefined || typeof isActive !== 'boolean' || !urls) {
		throw new ControlError(400, `"workflows[${index}]" must be { id, name, url, isActive, webhookUrls }.`);
	}
	return { id: String(id), name: String(name), url: String(url), isActive, webhookUrls: urls };
}

function parseAsking(value: unknown, index: number): AskingWorkflow {
	const { name, url, webhookUrls = [], formUrl = null } = isRecord(value) ? value : {};
	const urls = textsOf(webhookUrls);
	const isForm = formUrl === null || textOf(formUrl) !== undefined;
	if (textOf(name) === undefined || textOf(url) === undefined || !urls || !isForm) {
		throw new ControlError(400, `"asking[${index}]" must be { name, url, webhookUrls, formUrl? }.`);
	}
	return { name: String(name), url: String(url), webhookUrls: urls, formUrl: textOf(formUrl) ?? null };
}
