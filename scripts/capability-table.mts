import { canInferRemovals } from '../core/state/removal-poller.ts';
import { CAPABILITY_NAMES, type CapabilityName } from '../core/providers/provider.ts';
import { PROVIDERS } from '../core/providers/registry.ts';

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

const LEVELS = { yes: 'Yes', partly: 'Partly', no: 'No' } as const;

const INFERRED = 'In n8n, Infer Removals looks every few minutes which ones are gone.';

/** What each provider can do, as a Markdown table with the reasons of every `Partly` and `No` below it. */
export function capabilityTable(): string {
	const reasons: string[] = [];
	const rows = CAPABILITY_NAMES.map((capability) => [
		TITLES[capability],
		...PROVIDERS.map((provider) => {
			const { name, capabilities } = provider;
			const { [capability]: found } = capabilities;
			if (found.level === 'yes') return LEVELS.yes;
			const isInferred = capability === 'receiveRemoved' && canInferRemovals(provider);
			const reason = isInferred ? `${found.reason} ${INFERRED}` : found.reason;
			const number = reasons.push(reason.startsWith(name) ? reason : `${name}: ${reason}`);
			return `${isInferred ? 'Inferred' : LEVELS[found.level]} <sup>${number}</sup>`;
		}),
	]);
	const head = ['', ...PROVIDERS.map(({ name }) => name)];
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	return [...lines, '', ...reasons.map((reason, index) => `${index + 1}. ${reason}`)].join('\n');
}

/**
 * The README with the table as it is now.
 * @throws Error where the two markers are missing, repeated or in the wrong order.
 */
export function insertCapabilityTable(readme: string): string {
	const [before, ...afterStart] = readme.split(START);
	const [, ...afterEnd] = (afterStart[0] ?? '').split(END);
	const [after] = afterEnd;
	if (before === undefined || after === undefined || afterStart.length > 1 || afterEnd.length > 1) {
		throw new Error(`The README must hold ${START} and after it ${END}, each once: the capability table stands between them.`);
	}
	return `${before}${START}\n\n${capabilityTable()}\n\n${END}${after}`;
}
