import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Conversation } from '../../src/model/message.mts';
import { Icon } from '../parts/Icon.tsx';
import { callControl } from '../state/control.mts';
import { connection } from '../state/store.mts';
import { callerName } from './caller.mts';
import { draftContent, EMPTY_DRAFT, isSendable, type Draft } from './draft.mts';
import { draftOf, keepDraft } from './drafts.mts';
import { pictureSource, SAMPLE_PICTURE } from './part-text.mts';

interface ComposerProps {
	provider: string;
	conversation: Conversation;
	/** The number of the holder of the phone. */
	author: string;
}

/** Writes a message as the human. Enter sends, Shift+Enter begins a new line. */
export function Composer({ provider, conversation, author }: ComposerProps) {
	const key = `${provider}/${conversation.id}`;
	const draft = draftOf(key);
	const isSending = useSignal(false);
	const isLost = connection.value === 'lost';
	const field = useFittingHeight(draft.text);
	const canSend = isSendable(draft) && !isLost && !isSending.value;
	const label = `Message as ${callerName(author)}`;
	const change = (part: Partial<Draft>) => keepDraft(key, { ...draft, ...part });

	const send = async () => {
		if (!canSend) return;
		isSending.value = true;
		const body = { from: 'human', conversationId: conversation.id, author, ...draftContent(draft) };
		const sent = await callControl('POST', `/${provider}/messages`, body);
		isSending.value = false;
		if (sent !== undefined && draftOf(key) === draft) keepDraft(key, EMPTY_DRAFT);
	};
	const sendOnEnter = (event: KeyboardEvent) => {
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		void send();
	};

	return (
		<form
			class="composer"
			data-service={conversation.service}
			aria-label="Write a message"
			onSubmit={(event) => {
				event.preventDefault();
				void send();
			}}
		>
			{isLost && (
				<p class="composer-reason small" id="composer-reason">
					Connection lost. What you write stays here and can be sent when it is back.
				</p>
			)}
			<div class="composer-row">
				<button
					type="button"
					class="composer-picture"
					aria-label="Add the sample picture"
					aria-pressed={draft.hasPicture}
					title="Add the sample picture"
					onClick={() => change({ hasPicture: !draft.hasPicture })}
				>
					<Icon name="picture" size={22} />
				</button>
				<div class="composer-field">
					{draft.hasPicture && <img class="composer-preview" src={pictureSource(SAMPLE_PICTURE)} alt="The sample picture will be sent." />}
					<textarea
						ref={field}
						rows={1}
						aria-label={label}
						aria-describedby={isLost ? 'composer-reason' : undefined}
						placeholder={label}
						enterkeyhint="send"
						value={draft.text}
						onInput={({ currentTarget }) => change({ text: currentTarget.value })}
						onKeyDown={sendOnEnter}
					/>
				</div>
				<button type="submit" class="composer-send" aria-label="Send" title="Send" disabled={!canSend}>
					<Icon name="send" size={20} />
				</button>
			</div>
		</form>
	);
}

// As high as its text, up to the maximum of the styles.
function useFittingHeight(text: string) {
	const field = useRef<HTMLTextAreaElement>(null);
	useLayoutEffect(() => {
		if (field.current) fitHeight(field.current);
	}, [text]);
	// A hidden field has no height yet, and another width changes the number of lines.
	useLayoutEffect(() => {
		const { current } = field;
		if (!current) return;
		let width = 0;
		const observer = new ResizeObserver(() => {
			if (current.clientWidth === width) return;
			width = current.clientWidth;
			fitHeight(current);
		});
		observer.observe(current);
		return () => observer.disconnect();
	}, []);
	return field;
}

function fitHeight(field: HTMLTextAreaElement): void {
	field.style.height = 'auto';
	if (field.scrollHeight > 0) field.style.height = `${field.scrollHeight}px`;
}
