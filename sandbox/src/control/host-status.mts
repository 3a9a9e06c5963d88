import type { HostForm, HostStatus, HostWorkflow } from '../model/host-status.mts';
import { isRecord, textOf, textsOf } from '../model/json.mts';
import { ControlError } from './control-error.mts';

const STATES = ['starting', 'up', 'down'] as const;

/** Parses the report of a host, or null when it ends. Throws a ControlError that names the field. */
export function parseHostStatus(value: unknown): HostStatus | null {
	if (value === null) return null;
	const { name, url, state, detail, workflows = [], forms = [] } = isRecord(value) ? value : {};
	const known = STATES.find((candidate) => candidate === state);
	if (textOf(name) === undefined || !known) {
		throw new ControlError(
			400,
			`A host is { name, url?, state: ${STATES.join(' | ')}, detail?, workflows?, forms? }, or null when it leaves.`,
		);
	}
	if (!Array.isArray(workflows)) throw new ControlError(400, '"workflows" must be an array.');
	if (!Array.isArray(forms)) throw new ControlError(400, '"forms" must be an array.');
	return {
		name: String(name),
		url: textOf(url) ?? null,
		state: known,
		detail: textOf(detail) ?? null,
		workflows: workflows.map(parseWorkflow),
		forms: forms.map(parseForm),
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

function parseForm(value: unknown, index: number): HostForm {
	const { name, url, formUrl } = isRecord(value) ? value : {};
	if (textOf(name) === undefined || textOf(url) === undefined || textOf(formUrl) === undefined) {
		throw new ControlError(400, `"forms[${index}]" must be { name, url, formUrl }.`);
	}
	return { name: String(name), url: String(url), formUrl: String(formUrl) };
}
