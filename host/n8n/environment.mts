export interface EnvironmentOptions {
	port: number;
	brokerPort: number;
	userFolder: string;
	/** Applied last, so they override the others. */
	env: Readonly<Record<string, string>>;
}

// A user's own N8N_*, DB_*, NODE_OPTIONS or npm_* would change this n8n.
const PASSED_ON = [
	'HOME',
	'LANG',
	'LC_ALL',
	'PATH',
	'TMPDIR',
	'TZ',
	'USER',
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'http_proxy',
	'https_proxy',
	'NODE_EXTRA_CA_CERTS',
];

/** The environment of an n8n that only this machine can reach, that calls no other host, and that has all its files in one folder. */
export function n8nEnvironment({ port, brokerPort, userFolder, env }: EnvironmentOptions): Record<string, string> {
	const passedOn = PASSED_ON.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	const url = `http://127.0.0.1:${port}`;
	return {
		...Object.fromEntries(passedOn),
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: `${url}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '8',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_LOG_LEVEL: 'info',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_ONBOARDING_FLOW_DISABLED: 'true',
		// Disables installing packages in the editor. Ours is copied into the folder, and n8n loads it.
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'false',
		// The list of verified packages comes from n8n's servers.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		...env,
	};
}
