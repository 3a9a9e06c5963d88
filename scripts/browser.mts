import { existsSync } from 'node:fs';

import { chromium, type Browser } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts a headless Chromium.
 * @throws Error if there is no Chromium. The environment variable CHROMIUM can hold its path.
 */
export async function launchBrowser(): Promise<Browser> {
	const executablePath = PLACES.find((path) => path && existsSync(path));
	if (!executablePath) {
		throw new Error('There is no Chromium. Install it (Debian: apt-get install chromium), or give its path in CHROMIUM.');
	}
	return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
}
