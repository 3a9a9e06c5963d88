import { effect, signal, type Signal } from '@preact/signals';
import type { WireKind } from '../wire/entries.mts';

export type Theme = 'auto' | 'light' | 'dark';
export type PanelName = 'wire' | 'trouble' | 'settings';
/** The view in a narrow window. */
export type View = 'list' | 'chat' | 'panel';

export const theme = kept<Theme>('theme', 'auto', ['auto', 'light', 'dark']);
export const panel = kept<PanelName>('panel', 'wire', ['wire', 'trouble', 'settings']);
export const panelState = kept<'open' | 'closed'>('panel-state', 'open', ['open', 'closed']);
export const wireKind = kept<WireKind>('wire-kind', 'all', ['all', 'requests', 'webhooks']);
export const wireScope = kept<'shown' | 'all'>('wire-scope', 'shown', ['shown', 'all']);
export const wireBodyForm = kept<'raw' | 'pretty'>('wire-body-form', 'raw', ['raw', 'pretty']);
export const tour = kept<'new' | 'seen'>('tour', 'new', ['new', 'seen']);
export const view = signal<View>('chat');

/** Shows the first steps, from any view. */
export function showTour(): void {
	tour.value = 'new';
	view.value = 'chat';
}

effect(() => {
	if (theme.value === 'auto') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme.value;
});

// Stored in the browser, if it allows that.
function kept<T extends string>(name: string, fallback: T, allowed: readonly T[]): Signal<T> {
	const key = `tapback-sandbox.${name}`;
	const value = signal(allowed.find((candidate) => candidate === read(key)) ?? fallback);
	effect(() => write(key, value.value));
	return value;
}

function read(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

function write(key: string, value: string): void {
	try {
		localStorage.setItem(key, value);
	} catch {
		// A private window may refuse. Then the choice lasts as long as the page.
	}
}
