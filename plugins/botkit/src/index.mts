import './augmentation.mts';

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
export type { Acknowledge, AcknowledgeOptions, ChooseReaction } from './acknowledge.mts';
export { IMessageAdapter, type IMessageAdapterOptions, type SentActivity } from './adapter/imessage-adapter.mts';
export { tapbackOf, type TapbackApi } from './api.mts';
export { askForTapback, type AskForTapbackOptions, type TapbackAnswer } from './ask-for-tapback.mts';
export type { TapbackHandler, TapbackMessage } from './inbound/dispatch.mts';
export type { WebhookHandler } from './inbound/handler.mts';
export type { TapbackSelection } from './inbound/selection.mts';
export { normalizeMessageReactions, type NormalizeOptions } from './normalize-reactions.mts';
export type { Reference, Storage, TapbackOptions, WebhookOptions } from './option-types.mts';
export { tapback, type TapbackPlugin } from './plugin.mts';
export { withProgress, type ProgressOptions } from './progress.mts';
export type { ReactionInput } from './reaction.mts';
export type { GetOptions, SendOptions, StandingTapback } from './sending.mts';
export type { TapbackSubject, TapbackTarget } from './subject.mts';
export type { WorkerTapback, WorkerTapbackOptions } from './worker.mts';
