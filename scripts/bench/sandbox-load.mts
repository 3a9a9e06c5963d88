import type { Message, Overview, Reaction } from '../../sandbox/src/index.mts';
import { createClient, startCountingReceiver, type Call, type Client } from './sandbox-http.mts';
import { pick, REACTIONS, vendorsOf, type Vendor } from './sandbox-vendors.mts';

const MOST_OUTSTANDING = 200;
const AT_ONCE = 8;

/** Sends messages through the vendors' APIs, then tapbacks and reads until the logs have the wanted number of entries. */
export async function fillSandbox(origin: string, { messages, logEntries }: { messages: number; logEntries: number }): Promise<void> {
	const receiver = await startCountingReceiver();
	const client = createClient(origin);
	const vendors = vendorsOf(await client<Overview>({ method: 'GET', path: '/control' }));
	for (const { id } of vendors) await client({ method: 'POST', path: `/control/${id}/webhooks`, body: { url: receiver.url } });
	let requests = 0;
	let due = 0;

	async function ask({ id, headers }: Vendor, { path, deliveries = 0, ...call }: Call): Promise<void> {
		due += deliveries;
		requests += 1;
		await client({ ...call, path: `/${id}${path}` }, headers);
	}

	async function tap({ id }: Vendor, messageId: string, reaction: Reaction): Promise<void> {
		const body = { messageId, reaction };
		const { deliveries } = await client<{ deliveries: string[] }>({ method: 'POST', path: `/control/${id}/reactions`, body });
		due += deliveries.length;
	}

	await repeat(messages, async (turn) => {
		const vendor = pick(vendors, turn);
		await receiver.keepUp(() => due, MOST_OUTSTANDING);
		await ask(vendor, { method: 'POST', ...vendor.send(`Message ${turn}: is the table for tonight still free? ❤️`) });
	});
	const targets = new Map<string, string[]>();
	for (const { id } of vendors) targets.set(id, await newestIds(client, id));
	// One turn writes two or more entries.
	for (let turn = 0; requests + receiver.count() < logEntries; turn += 1000) {
		await repeat(1000, async (step) => {
			const vendor = pick(vendors, step);
			const round = Math.floor((turn + step) / vendors.length);
			const messageId = pick(targets.get(vendor.id) ?? [], round);
			await receiver.keepUp(() => due, MOST_OUTSTANDING);
			// When a message is used again, it gets another reaction.
			const reaction = pick(REACTIONS, Math.floor(round / 500));
			await tap(vendor, messageId, reaction);
			await ask(vendor, step % 50 < vendors.length ? { method: 'GET', path: vendor.list } : vendor.use(messageId, reaction));
		});
	}
	await receiver.keepUp(() => due, 0);
	receiver.close();
}

async function newestIds(client: Client, id: string): Promise<string[]> {
	const messages = await client<Message[]>({ method: 'GET', path: `/control/${id}/messages` });
	return messages
		.filter(({ service }) => service === 'iMessage')
		.slice(-500)
		.map((message) => message.id);
}

/** Does something `times` times, some of them at once. */
async function repeat(times: number, act: (turn: number) => Promise<void>): Promise<void> {
	let next = 0;
	const workers = Array.from({ length: AT_ONCE }, async () => {
		while (next < times) await act(next++);
	});
	await Promise.all(workers);
}
