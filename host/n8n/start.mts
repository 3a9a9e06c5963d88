import { installPackage } from '../pack.mts';
import type { Log } from '../progress.mts';
import { ensureN8n } from './install.mts';
import { createN8nClient, type N8nClient } from './api/client.mts';
import { ensureOwner, noteOwner, type N8nOwner } from './owner.mts';
import { endLeftoverN8n, startN8nProcess, type N8nProcess } from './process.mts';

export interface N8nOptions {
	version: string;
	/** Keeps the database and the settings; made if need be. */
	userFolder: string;
	/** Default: a free one. */
	port?: number;
	/** An unpacked community package (see `packTapback`) to install first. */
	packageDirectory?: string;
	/** Further environment variables, which override the usual ones. */
	env?: Readonly<Record<string, string>>;
	/** Where its webhooks are reached. Default: at itself. */
	webhookUrl?: string;
	/** Gets the progress of an installation, if one is needed. */
	log?: Log;
}

/** An n8n of our own. A restart leaves its client logged in. */
export interface RunningN8n extends N8nProcess {
	client: N8nClient;
	/** Whom it belongs to: the login. */
	owner: N8nOwner;
}

/**
 * Starts an n8n, installing it if need be, and waits until it answers.
 * @throws Error with the end of n8n's log when it ends or stays silent.
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { version, userFolder, port, packageDirectory, env, webhookUrl, log } = options;
	const installed = await ensureN8n(version, { log });
	await endLeftoverN8n(userFolder, log);
	const owner = await ensureOwner(installed, userFolder, log ?? (() => undefined));
	if (packageDirectory !== undefined) await installPackage(packageDirectory, userFolder, installed.directory);
	const started = await startN8nProcess(installed, {
		...{ command: 'start', userFolder, port, log },
		env: { ...(webhookUrl === undefined ? {} : { WEBHOOK_URL: `${webhookUrl}/` }), ...env },
	});
	noteOwner(started.url, owner);
	return { ...started, owner, client: createN8nClient(started.url, { webhookUrl, owner }) };
}
