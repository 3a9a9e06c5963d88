import { once } from 'node:events';

import { freePort } from '../../host/ports.mts';
import { buildPage } from '../../sandbox/scripts/build-page.mts';
import { startSandbox } from '../../sandbox/src/index.mts';
import { createBot } from './bot.mts';

/* The sandbox with its page, and the bot, in one process. */

const SANDBOX_PORT = 4747;
const BOT_PORT = 3000;

await buildPage();
const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT) });
console.log(`Open ${sandbox.url} in your browser, and choose Linq: it is the customer’s phone.`);

const port = await freePort(BOT_PORT);
// Botkit reads its port from PORT.
process.env.PORT = String(port);
const { baseUrl, credentials } = sandbox.provider('linq');
const { controller, api } = createBot({
	apiKey: credentials.apiKey ?? '',
	baseUrl,
	onHandOver: (who, messageId) => console.log(`A person is needed: ${who} doesn’t understand message ${messageId}.`),
});
await new Promise<void>((resolve) => controller.ready(async () => resolve()));
if (!controller.http.listening) await once(controller.http, 'listening');

const register = async () => await api.register({ url: `http://127.0.0.1:${port}/api/messages` });
await register();
sandbox.onReset(() => {
	register().catch((error: unknown) => console.error(error));
});

console.log(`
The bot listens on http://127.0.0.1:${port}. As the customer, on the phone:

  1. Write “Please book a table”. It gets a 👍, and the bot asks “Shall I book it?”.
  2. Tap the question, and choose 👍 or 👎: that is your answer. For two seconds you can change your mind.
  3. Choose ❓ on anything: the bot calls a person, and says so here.

Ctrl-C ends all of it.`);

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (isEnding) return;
		isEnding = true;
		controller.http.close();
		controller.http.closeAllConnections();
		sandbox.close().then(
			() => process.exit(0),
			() => process.exit(1),
		);
	});
}
