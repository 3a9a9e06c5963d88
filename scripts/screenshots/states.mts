import type { Browser } from 'playwright-core';

import { emptyAlbum, takeForAlbum } from './camera.mts';
import { PHONE_STATES } from './phone-states.mts';
import { openScene } from './scene.mts';
import { TROUBLE_STATES } from './trouble-states.mts';
import { WIRE_STATES } from './wire-states.mts';

const FOLDER = 'page';

/** Takes the page in all its states, for somebody to look at; `only` chooses those whose names begin so. */
export async function takeStates(browser: Browser, only = ''): Promise<void> {
	if (only === '') await emptyAlbum(FOLDER);
	for (const { name, looks, arrange } of [...PHONE_STATES, ...WIRE_STATES, ...TROUBLE_STATES]) {
		if (!name.startsWith(only)) continue;
		for (const look of looks) {
			const scene = await openScene(browser, look);
			await arrange(scene);
			await takeForAlbum(scene.page, `${FOLDER}/${name}.${look.name}`);
			await scene.close();
		}
	}
}
