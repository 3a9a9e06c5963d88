import './augmentation.mts';

export { tapback, type TapbackPlugin } from './plugin.mts';
export type { Reference, Storage, TapbackOptions, WebhookOptions } from './options/types.mts';
export type { Acknowledge, AcknowledgeOptions, ChooseReaction } from './options/check-acknowledge.mts';

export { IMessageAdapter, type IMessageAdapterOptions, type SentActivity } from './adapter/imessage-adapter.mts';

export { tapbackOf, type TapbackApi } from './api.mts';
export type { WorkerTapback, WorkerTapbackOptions } from './outbound/worker.mts';
export type { GetOptions, SendOptions, LiveTapback, TapbackTally } from './outbound/sending.mts';
export type { TapbackSubject, TapbackTarget } from './outbound/subject.mts';
export type { ReactionInput } from './options/reaction.mts';
export { withProgress, type ProgressOptions } from './outbound/progress.mts';

export type { TapbackHandler, TapbackMessage } from './inbound/dispatch.mts';
export type { TapbackSelection } from './inbound/selection.mts';
export type { WebhookHandler } from './inbound/handler.mts';
export { normalizeMessageReactions, type NormalizeOptions } from './inbound/normalize-reactions.mts';

export { askForTapback, type AskForTapbackOptions, type TapbackAnswer } from './questions/ask-for-tapback.mts';

export { TapbackError, isTapbackError } from '../../../core/index.ts';
export type {
	AskOptions,
	AskResult,
	CredentialsByProvider,
	EventAction,
	GetFieldsByProvider,
	InboundFieldsByProvider,
	InboundMessage,
	Outcome,
	ProviderId,
	ReactionName,
	SendFieldsByProvider,
	TapbackErrorCode,
	TapbackEvent,
	TapbackResult,
	Vote,
} from '../../../core/index.ts';
