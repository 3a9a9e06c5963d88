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

/** A published workflow of the host that asks in a conversation. */
export interface AskingWorkflow {
	name: string;
	/** The address of the workflow in the editor. */
	url: string;
	/** The URLs that receive the answers to its questions. */
	webhookUrls: string[];
	/** The address of the form that starts it; `null` if something else starts it. */
	formUrl: string | null;
}

/** The last report of the automation host (n8n). */
export interface HostStatus {
	name: string;
	url: string | null;
	state: 'starting' | 'up' | 'down';
	/** Its current activity, or why it is down. */
	detail: string | null;
	workflows: HostWorkflow[];
	asking: AskingWorkflow[];
}
