export { createBoundedMap } from './model/bounded-map';
export { createKeyedMutex } from './model/keyed-mutex';
export { checkAddress, isSameAddress, plainAddress } from './model/address';
export { applyEvent, nextDeadline, type Applied, type QuestionState } from './ask/apply-event';
export { readTapbackEvent, type AnsweringMessage, type AnsweringTapback, type QuestionEvent } from './ask/events';
export { answerHint, clarification, describeQuestion, withAnswerHint } from './ask/hints';
export { matchQuestions } from './ask/match';
export { checkAskOptions, parseChoices, type AskOptions, type ChoiceOption } from './ask/options';
export { openQuestion, readQuestion, type Asked, type Question } from './ask/question';
export { NO_ANSWER_RESULT, type AskResult, type Vote } from './ask/result';
export { isDecidedByFirst, type AnswerChoice, type AskRules } from './ask/rules';
export { fitsReaction } from './ask/same-reaction';
export { votesOf } from './ask/votes';
export { authenticationHeaders } from './http/authentication';
export { createPollSchedule } from './state/poll-schedule';
export { createApiClient, type Connection } from './http/client';
export { createOneAttemptClient } from './http/one-attempt';
export type {
	CredentialsByProvider,
	GetFieldsByProvider,
	InboundFieldsByProvider,
	ProviderId,
	SendFieldsByProvider,
} from './providers/credential-types';
export { isSameEmoji, isSingleEmoji } from './model/emoji';
export { TapbackError, isTapbackError, type TapbackErrorCode } from './model/errors';
export type { LiveTapback, TapbackEvent, TappedMessage } from './model/tapback-event';
export { checkCredential } from './http/check-credential';
export type { ListedConversation } from './providers/conversations';
export { findLatestMessage, listConversations, listRecentMessages, type ListedMessage } from './tapbacks/conversations';
export { checkFields, checkTarget, type CommandInput } from './tapbacks/check-command';
export { type MessageInput } from './tapbacks/check-message';
export { whyFiltered, whyMessageFiltered, type TapbackFilter } from './webhook/filter';
export { canFindMessage, canFindQuoted, findMessage } from './tapbacks/find-message';
export { formatResult, type TapbackResult } from './tapbacks/result';
export { readTapbacks, tallyTapbacks, type ReadTapback, type TallyResult } from './tapbacks/read';
export type { TalliedPerson, TalliedReaction, Tally } from './state/tally';
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
export { isRegistered, registerWebhook, unregisterWebhook, type Registration } from './webhook/register';
export { requireMessage, sendMessage, type MessageResult } from './tapbacks/send-message';
export { sendTapback, type Outcome, type SendResult } from './tapbacks/send';
export { sweepWebhooks } from './webhook/sweep';
export { toggleStatesOf, type ToggleState, type ToggleStore, type ToggleMemory } from './tapbacks/toggle';
export { createToggleMemory } from './tapbacks/toggle-memory';
export { canInferRemovals, createRemovalPoller, type RemovalPoller } from './state/removal-poller';
export type { Headers, Transport } from './http/types';
export { createLiveSet, type LiveSet } from './state/live-set';
export type { InboundMessage } from './model/message';
export { createPacer, type Pacer } from './http/pacer';
export { type Provider } from './providers/provider';
export { CAPABILITY_NAMES, type CapabilityName } from './providers/capability';
export { type ApiClient } from './http/types';
export { type Delivery } from './providers/webhook';
export { type FieldValues, type ListKind, type ProviderField } from './providers/fields';
export { type KeptSecrets, type WebhookSpec } from './providers/registration';
export { DEFAULT_PROVIDER, PROVIDERS, providerById } from './providers/registry';
export { sentenceOf, type HintTexts } from './model/hints';
export { isSameMessageId, parseTarget, plainMessageId } from './model/target';
export { toTransportError } from './http/transport-cause';
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
export { parseFallbackText } from './webhook/fallback-texts/parse-fallback-text';
export { matchQuote, type QuoteMatch } from './webhook/quote';
