import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * An n8n without a license installs community packages from npm's own registry only, and passes npm that address.
 * Gives the environment of an n8n whose npm uses another registry, and which reaches no other machine.
 * @param folder an empty folder for `npm` and its cache
 */
export async function communityNpmEnvironment(folder: string, registryUrl: string): Promise<Record<string, string>> {
	const path = process.env.PATH ?? '';
	const bin = join(folder, 'bin');
	await mkdir(bin, { recursive: true });
	const script = `#!/bin/sh
PATH='${path}'
export npm_config_registry='${registryUrl}' npm_config_cache='${join(folder, 'cache')}'
for argument do
	shift
	case $argument in --registry=*) argument='--registry=${registryUrl}' ;; esac
	set -- "$@" "$argument"
done
exec npm "$@"
`;
	await writeFile(join(bin, 'npm'), script);
	await chmod(join(bin, 'npm'), 0o755);
	// Nothing listens on port 9, so every request to another machine fails at once.
	const nowhere = 'http://127.0.0.1:9';
	const proxies = Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, nowhere]));
	return { ...proxies, PATH: `${bin}:${path}` };
}
