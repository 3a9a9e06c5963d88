import { createServer } from 'node:net';

/** A free port on 127.0.0.1: `preferred` or the next one above, or any. */
export async function freePort(preferred?: number): Promise<number> {
	if (preferred === undefined) return (await tryPort(0)) ?? 0;
	for (let port = preferred; port < preferred + 100; port++) {
		const free = await tryPort(port);
		if (free !== undefined) return free;
	}
	throw new Error(`All ports from ${preferred} to ${preferred + 99} on 127.0.0.1 are taken. End what listens there.`);
}

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
		);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
		});
	});
}
