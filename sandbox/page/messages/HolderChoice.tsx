import type { Conversation } from '../../src/model/message.mts';
import { provider } from '../state/store.mts';
import { callerName } from './caller.mts';
import { chooseHolder, holderOf } from './holder.mts';

/** The holder of the phone. In a group, a choice among its people. */
export function HolderChoice({ conversation }: { conversation: Conversation }) {
	const providerId = provider.value?.id ?? '';
	const holder = holderOf(providerId, conversation);
	if (holder === undefined) return null;
	if (conversation.participants.length === 1) {
		return (
			<p class="holder small">
				<span class="soft">You are</span> <strong>{callerName(holder)}</strong>
			</p>
		);
	}
	return (
		<fieldset class="holder small">
			<legend>You are</legend>
			<div class="holder-choices">
				{conversation.participants.map((number) => (
					<label key={number}>
						<input
							type="radio"
							name="holder"
							value={number}
							checked={number === holder}
							onChange={() => chooseHolder(providerId, conversation.id, number)}
						/>
						{callerName(number)}
					</label>
				))}
			</div>
		</fieldset>
	);
}
