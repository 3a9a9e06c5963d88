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

/** A form of the host: who sends it is asked something in a conversation. */
export interface HostForm {
	/** Of the workflow that it starts. */
	name: string;
	/** Where that workflow can be opened. */
	url: string;
	formUrl: string;
}

/** The automation host beside the sandbox (n8n), as it last said. */
export interface HostStatus {
	name: string;
	url: string | null;
	state: 'starting' | 'up' | 'down';
	/** What it does now, or why it is down. */
	detail: string | null;
	workflows: HostWorkflow[];
	forms: HostForm[];
}
