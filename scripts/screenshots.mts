import { buildPage } from '../sandbox/scripts/build-page.mts';
import { launchBrowser } from './browser.mts';
import { takePageBesideN8n } from './screenshots/beside-n8n.mts';
import { writeAlbum } from './screenshots/camera.mts';
import { takeEditor } from './screenshots/editor.mts';
import { openN8n } from './screenshots/n8n.mts';
import { takeStates } from './screenshots/states.mts';

/*
 * Takes the pictures of the docs, and an album of all that the page and n8n's editor show, from a running sandbox and a
 * running n8n. `npm run screenshots -- page` takes the states of the page alone, which need no n8n, and
 * `npm run screenshots -- page wire` those whose names begin so; `-- docs` and `-- editor` take the others.
 */

const [subject, only] = process.argv.slice(2);
const isWanted = (name: string) => subject === undefined || subject === name;

await buildPage();
const browser = await launchBrowser();
if (isWanted('page')) await takeStates(browser, only);
if (isWanted('docs') || isWanted('editor')) {
	const hosted = await openN8n();
	try {
		if (isWanted('docs')) await takePageBesideN8n(browser, hosted);
		if (isWanted('editor')) await takeEditor(hosted);
	} finally {
		await hosted.close();
	}
}
await browser.close();
console.log(`To look at: ${await writeAlbum()}`);
