import type {
	Delivery,
	DeliveryFaultPlan,
	Message,
	PlannedDeliveryFault,
	ProviderId,
	Reaction,
	ReactionResult,
	Sandbox,
	SandboxOptions,
} from '../../src/index.mts';
import { seeded, until, type ReceivedCall, type Receiver, type ReceiverAnswer } from './sandbox.mts';
import { useReceiver, useSandbox } from './use-sandbox.mts';

export interface FaultyDeliveries {
	sandbox: Sandbox;
	receiver: Receiver;
	/** Starts a sandbox, and a receiver whose webhook gets every event of one provider. `answer` decides on the receiver's status. */
	start(id: ProviderId, options?: StartOptions): Promise<DeliveringVendor>;
}

type StartOptions = SandboxOptions & { answer?: ReceiverAnswer };

export interface DeliveringVendor {
	/** The webhook as the vendor has it. */
	hook: Record<string, unknown>;
	/** The seeded question, which the human taps. */
	human: Message;
	plan(fault: DeliveryFaultPlan['fault'], more?: Omit<DeliveryFaultPlan, 'fault'>): PlannedDeliveryFault;
	react(reaction: Reaction): ReactionResult;
	remove(): ReactionResult;
	/** The deliveries as the log has them, oldest first. */
	log(): Delivery[];
	/** The log, when so many deliveries have ended. */
	ended(count?: number): Promise<Delivery[]>;
}

/** Call it once, at the top of a file. */
export function useDeliveryFaults(): FaultyDeliveries {
	const sandbox = useSandbox();
	const receiver = useReceiver();
	return {
		sandbox,
		receiver,
		async start(id, { answer, ...options } = {}) {
			await sandbox.restart(options);
			await receiver.restart(answer);
			const hook = sandbox.control.addWebhook(id, { url: receiver.url });
			const { human } = seeded(sandbox, id);
			const log = () => sandbox.control.deliveries({ provider: id }).reverse();
			return {
				...{ hook, human, log },
				plan: (fault, more = {}) => sandbox.control.addDeliveryFault(id, { ...more, fault }),
				react: (reaction) => sandbox.control.react(id, { messageId: human.id, reaction }),
				remove: () => sandbox.control.react(id, { messageId: human.id, action: 'remove' }),
				async ended(count = 1) {
					await until(() => log().filter(({ state }) => state !== 'pending').length >= count, `${count} delivery(s) that ended`);
					return log();
				},
			};
		},
	};
}

/** What Linq's deliveries tell: `reaction.added love`. */
export function linqEvents(calls: readonly ReceivedCall[]): string[] {
	return calls.map(({ json }) => `${String(json.event_type)} ${String(json.data?.reaction_type)}`);
}
