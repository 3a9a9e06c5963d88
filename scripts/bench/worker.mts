import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

/** Bundles a file of this folder, so that any Node can run it. Passes on the path, and a folder for its work. */
export async function withWorker<T>(file: string, use: (worker: string, folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'tapback-bench-'));
	try {
		const worker = join(folder, 'worker.mjs');
		await build({
			entryPoints: [join(import.meta.dirname, file)],
			outfile: worker,
			bundle: true,
			platform: 'node',
			format: 'esm',
			target: 'node20',
			banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		});
		return await use(worker, folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}
