import type { IDataObject } from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { until, type Harness } from './harness.mts';
import type { Trigger, TriggerOptions } from './trigger.mts';
import { useTriggers, type PublishedTrigger } from './use-triggers.mts';

/** What another node of the workflow keeps in the column of the static data. */
export const OF_OTHERS = { global: { n: 1 } };

export interface TriggersWithStaticData {
	/** Each workflow has an id of its own: what a process remembers goes by that. */
	publish(provider: ProviderId, options?: TriggerOptions): Promise<PublishedTrigger>;
	/** n8n is started again over the same database: another process, which knows what the column holds. */
	restart(published: PublishedTrigger, column: IDataObject): void;
	/** The human taps; gives the status of the first attempt to deliver it. */
	tap(published: PublishedTrigger, reaction?: 'love' | 'like'): Promise<number | null | undefined>;
}

/** Call it once, at the top of a file. */
export function useTriggersWithStaticData(harness: Harness): TriggersWithStaticData {
	const triggers = useTriggers(harness);
	let count = 0;
	return {
		publish: async (provider, options) => await triggers.publish(provider, { workflowId: `lost-${(count += 1)}`, ...options }),
		restart({ inbound }, column) {
			harness.built.restart();
			setColumn(inbound, column);
		},
		async tap({ provider, inbound, message }, reaction = 'love') {
			const { control } = harness.sandbox;
			const { deliveries } = await inbound.whenAnswered(() => control.react(provider, { messageId: message.id, reaction }));
			const attempts = () => control.deliveries({ provider }).find(({ id }) => id === deliveries[0])?.attempts ?? [];
			await until(() => attempts().length > 0);
			return attempts()[0]?.status;
		},
	};
}

/** What n8n does as a run ends that wrote static data: the whole column is what that run had. */
export function setColumn(inbound: Trigger, column: IDataObject): void {
	inbound.workflow.staticData = JSON.parse(JSON.stringify(column));
}

export function columnOf({ inbound }: PublishedTrigger): IDataObject {
	return JSON.parse(JSON.stringify(inbound.workflow.staticData));
}

export function secretOf(column: IDataObject): string | undefined {
	return JSON.stringify(column).match(/"secret":"([^"]+)"/)?.[1];
}
