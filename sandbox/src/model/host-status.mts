/** A workflow of the host with a trigger for a provider, active or not. */
export interface HostWorkflow {
	id: string;
	name: string;
	/** Where it can be opened. */
	url: string;
	isActive: boolean;
	/** The webhook URLs of its triggers. */
	webhookUrls: string[];
}

/** A form of the host that starts a workflow with a question. */
export interface HostForm {
	/** The name of the workflow. */
	name: string;
	/** The address of the workflow in the editor. */
	url: string;
	formUrl: string;
}

/** The last report of the automation host (n8n). */
export interface HostStatus {
	name: string;
	url: string | null;
	state: 'starting' | 'up' | 'down';
	/** Its current activity, or why it is down. */
	detail: string | null;
	workflows: HostWorkflow[];
	forms: HostForm[];
}
