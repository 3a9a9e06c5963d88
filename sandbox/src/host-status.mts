/** A workflow of the host that listens to a provider, or should. */
export interface HostWorkflow {
	id: string;
	name: string;
	/** Where it can be opened. */
	url: string;
	isActive: boolean;
	/** The URLs its triggers take webhooks at. */
	webhookUrls: string[];
}

/** The automation host beside the sandbox (n8n), as it last said. */
export interface HostStatus {
	name: string;
	url: string | null;
	state: 'starting' | 'up' | 'down';
	/** What it does now, or why it is down. */
	detail: string | null;
	workflows: HostWorkflow[];
}
