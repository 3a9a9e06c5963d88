import { CAPABILITY_NAMES, type CapabilityName } from '../core/providers/capability.ts';
import type { Provider } from '../core/providers/provider.ts';
import { PROVIDERS } from '../core/providers/registry.ts';
import { canInferRemovals } from '../core/state/removal-poller.ts';

const START = '<!-- capabilities:start -->';
const END = '<!-- capabilities:end -->';

const TITLES: Record<CapabilityName, string> = {
	sendClassic: 'Send the six classic tapbacks',
	sendEmoji: 'Send any emoji',
	sendPart: 'React to one part of a message',
	remove: 'Remove a tapback',
	readLive: 'Read the tapbacks on a message',
	receiveAdded: 'Receive added tapbacks',
	receiveRemoved: 'Receive removed tapbacks',
	receiveEmoji: 'Receive emoji tapbacks',
	receiveSticker: 'Receive sticker tapbacks',
	receivePart: 'Know which part was tapped',
	receiveTarget: 'Know which message was tapped',
	receiveMessage: 'Know what was tapped',
};

const LEVELS = { yes: '✓', partly: 'partly', no: '–' } as const;

const INFERRED = 'In n8n, Infer Removals checks every few minutes which tapbacks are gone.';

/** The page about a provider, from the root. Its first paragraph is one sentence about the provider. */
export function setupPage({ id }: Pick<Provider, 'id'>): string {
	return `docs/setup/${id}.md`;
}

/** How far n8n supports a capability, with a reason where that is less than `✓`. */
function levelOf(provider: Provider, capability: CapabilityName): { level: string; reason: string } {
	const { [capability]: found } = provider.capabilities;
	if (found.level === 'yes') return { level: LEVELS.yes, reason: '' };
	const isInferred = capability === 'receiveRemoved' && canInferRemovals(provider);
	return isInferred
		? { level: LEVELS.partly, reason: `${found.reason} ${INFERRED}` }
		: { level: LEVELS[found.level], reason: found.reason };
}

/** What each provider is and can do, as two Markdown tables whose names lead to the providers' pages. */
export function providerTables(pageOf: (path: string) => string): string {
	const links = PROVIDERS.map((provider) => `[${provider.name}](${setupPage(provider)})`);
	const about = PROVIDERS.map((provider, index) => [links[index] ?? '', whatItIs(pageOf(setupPage(provider)))]);
	const rows = CAPABILITY_NAMES.map((name) => [TITLES[name], ...PROVIDERS.map((provider) => levelOf(provider, name).level)]);
	return `${table(['', 'what it is'], about)}\n\n${table(['', ...links], rows)}`;
}

/** What one provider can do, with the reason of every `partly` and `–`. */
export function capabilityTable(provider: Provider): string {
	const rows = CAPABILITY_NAMES.map((name) => {
		const { level, reason } = levelOf(provider, name);
		return [TITLES[name], level, reason];
	});
	return table(['', '', ''], rows);
}

/** @throws Error if the page doesn't begin with a heading and one sentence in a line of its own. */
function whatItIs(page: string): string {
	const [, sentence] = /^# [^\n]+\n\n(\w[^\n]+)\.\n\n/.exec(page) ?? [];
	if (sentence === undefined) throw new Error('A page in docs/setup must begin with a heading and one sentence about the provider.');
	return sentence;
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const lines = [head, head.map(() => '---'), ...rows];
	return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

/**
 * A page with the generated part between its two markers.
 * @throws Error if the markers are missing, repeated or in the wrong order.
 */
export function insertGenerated(page: string, generated: string): string {
	const [before, ...afterStart] = page.split(START);
	const [, ...afterEnd] = (afterStart[0] ?? '').split(END);
	const [after] = afterEnd;
	if (before === undefined || after === undefined || afterStart.length > 1 || afterEnd.length > 1) {
		throw new Error(`The page must hold ${START} and then ${END}, each once, around the generated part.`);
	}
	return `${before}${START}\n\n${generated}\n\n${END}${after}`;
}
