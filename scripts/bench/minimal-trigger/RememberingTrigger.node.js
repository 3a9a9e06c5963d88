const { MinimalTrigger } = require('./MinimalTrigger.node.js');

/* The same with what Inbound Tapback has besides: an account, and a memory of events that survives a restart. */

class RememberingTrigger extends MinimalTrigger {
	description = {
		...new MinimalTrigger().description,
		displayName: 'Remembering Trigger',
		name: 'rememberingTrigger',
		defaults: { name: 'Remembering Trigger' },
		credentials: [{ name: 'linqTapbackApi', required: true }],
	};

	async execute() {
		const items = this.getInputData();
		const ids = items.map(({ json }) => json.event_id);
		const { new: fresh } = await this.helpers.checkProcessedAndRecord(ids, 'node', { mode: 'entries', maxEntries: 1000 });
		return [items.filter(({ json }) => fresh.includes(json.event_id))];
	}
}

module.exports = { RememberingTrigger };
