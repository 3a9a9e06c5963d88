import type { BrowserContextOptions } from 'playwright-core';

/** In what window, and in which colours. */
export interface Look {
	/** Part of the picture's name. */
	name: string;
	options: BrowserContextOptions;
}

const SIZES = [
	{ size: '320', options: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } },
	{ size: '390', options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
	{ size: '900', options: { viewport: { width: 900, height: 700 } } },
	{ size: '1400', options: { viewport: { width: 1400, height: 820 } } },
	{ size: '2560', options: { viewport: { width: 2560, height: 1300 } } },
] as const;

const COLOURS = ['light', 'dark'] as const;

/** Every size, light and dark. */
export const ALL_LOOKS: readonly Look[] = SIZES.flatMap(({ size, options }) =>
	COLOURS.map((colorScheme) => ({ name: `${size}-${colorScheme}`, options: { ...options, colorScheme } })),
);

/** A phone and a desk, light and dark: enough where the layout is that of another state. */
export const TWO_SIZES = ALL_LOOKS.filter(({ name }) => /^(390|1400)-/.test(name));

/** Only what is held in a hand. */
export const PHONES = ALL_LOOKS.filter(({ name }) => /^(320|390)-/.test(name));

/** What a keyboard is used with. */
export const DESKS = ALL_LOOKS.filter(({ name }) => name.startsWith('1400-'));
