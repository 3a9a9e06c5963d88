export { checkAddress, isSameAddress, plainAddress } from './model/address';
export { createBoundedMap } from './model/bounded-map';
export { isSameEmoji, isSingleEmoji } from './model/emoji';
export { TapbackError, invalidInput, isTapbackError, type TapbackErrorCode } from './model/errors';
export { sentenceOf, type HintTexts } from './model/hints';
export { createKeyedMutex } from './model/keyed-mutex';
export type { InboundMessage } from './model/message';
export {
	CLASSIC_REACTIONS,
	flatReaction,
	glyphOf,
	isClassicReaction,
	type Action,
	type ClassicReaction,
	type EventAction,
	type InboundReaction,
	type Reaction,
	type ReactionName,
} from './model/reaction';
export type { LiveTapback, TapbackEvent } from './model/tapback-event';
export { isSameMessageId, parseTarget, plainMessageId } from './model/target';

export { authenticationHeaders } from './http/authentication';
export { checkCredential } from './http/check-credential';
export { createApiClient, type Connection } from './http/client';
export { createOneAttemptClient } from './http/one-attempt';
export { createPacer, type Pacer } from './http/pacer';
export { toTransportError } from './http/transport-cause';
export type { ApiClient, Headers, Transport } from './http/types';

export { CAPABILITY_NAMES, type CapabilityName } from './providers/capability';
export type { ListedConversation } from './providers/conversations';
export type { FieldValues, ProviderField } from './providers/fields';
export type { Provider } from './providers/provider';
export type { SecretStore, WebhookSpec } from './providers/registration';
export {
	DEFAULT_PROVIDER,
	PROVIDERS,
	providerById,
	type CredentialsByProvider,
	type GetFieldsByProvider,
	type InboundFieldsByProvider,
	type ProviderId,
	type SendFieldsByProvider,
} from './providers/registry';
export type { Delivery } from './providers/webhook';

export { parseFallbackText } from './webhook/fallback-texts/parse-fallback-text';
export { whyFiltered, whyMessageFiltered, type TapbackFilter } from './webhook/filter';
export {
	readInboundMessage,
	readTapback,
	receiveAny,
	receiveWebhook,
	verifyDelivery,
	whyUnwanted,
	type Received,
	type ReceivedAny,
} from './webhook/receive';
export { plainQuote } from './webhook/quote';
export { isRegistered, registerWebhook, unregisterWebhook, type Registration } from './webhook/register';
export { sweepWebhooks } from './webhook/sweep';

export { createLiveSet, type LiveSet } from './state/live-set';
export { createPollSchedule } from './state/poll-schedule';
export { canInferRemovals, createRemovalPoller, type RemovalPoller } from './state/removal-poller';

export { checkFields, checkTarget, type CommandInput } from './tapbacks/check-command';
export type { MessageInput } from './tapbacks/check-message';
export { findLatestMessage, listConversations, listRecentMessages, type ListedMessage } from './tapbacks/conversations';
export { canFindMessage, canFindQuoted, findMessage } from './tapbacks/find-message';
export { readTapbacks, tallyTapbacks, type ReadTapback, type TallyResult } from './tapbacks/read';
export { formatReadTapback, formatResult, type ReadResult, type TapbackResult } from './tapbacks/result';
export type { Outcome, SendResult } from './tapbacks/outcome';
export { sendTapback } from './tapbacks/send';
export { requireMessage, sendMessage, type MessageResult } from './tapbacks/send-message';
export { toggleStatesOf, type ToggleMemory, type ToggleState, type ToggleStore } from './tapbacks/toggle';
export { createToggleMemory } from './tapbacks/toggle-memory';

export { applyEvent, nextDeadline } from './ask/apply-event';
export { readTapbackEvent, type AnsweringTapback, type QuestionEvent } from './ask/events';
export { clarification, withAnswerHint } from './ask/hints';
export { matchQuestions } from './ask/match';
export { checkAskOptions, parseChoices, type AskOptions } from './ask/options';
export { openQuestion, readQuestion, type Question } from './ask/question';
export { NO_ANSWER_RESULT, type AskResult, type Vote } from './ask/result';
export { isDecidedByFirst, type AskRules } from './ask/rules';
export { fitsReaction } from './ask/same-reaction';
export { votesOf } from './ask/votes';
