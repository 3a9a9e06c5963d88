export { checkAddress, isSameAddress, plainAddress } from './address';
export { applyEvent, type Applied, type QuestionState } from './ask/apply-event';
export { readTapbackEvent, type AnsweringMessage, type AnsweringTapback, type QuestionEvent } from './ask/events';
export { answerHint, clarification, describeQuestion, withAnswerHint } from './ask/hints';
export { matchQuestions } from './ask/match';
export { checkAskOptions, parseChoices, type AskOptions, type ChoiceOption } from './ask/options';
export { openQuestion, readQuestion, type Asked, type Question } from './ask/question';
export { NO_ANSWER_RESULT, type AskResult, type Vote } from './ask/result';
export { isDecidedByFirst, type AnswerChoice, type AskRules } from './ask/rules';
export { fitsReaction } from './ask/same-reaction';
export { votesOf } from './ask/votes';
export { authenticationHeaders } from './authenticate';
export { createCadence } from './cadence';
export { createCall, type Connection } from './client';
export type {
	CredentialsByProvider,
	GetFieldsByProvider,
	InboundFieldsByProvider,
	ProviderId,
	SendFieldsByProvider,
} from './credential-types';
export { isSameEmoji, isSingleEmoji } from './emoji';
export { TapbackError, isTapbackError, type TapbackErrorCode } from './errors';
export type { LiveTapback, TapbackEvent, TappedMessage } from './event';
export { checkCredential } from './flows/check-credential';
export { checkFields, checkTarget, type CommandInput } from './flows/check-command';
export { messagesOf, type MessageInput } from './flows/check-message';
export { whyFiltered, type TapbackFilter } from './flows/filter';
export { canFindMessage, canFindQuoted, findMessage } from './flows/find-message';
export { formatResult, type TapbackResult } from './flows/format-result';
export { readTapbacks } from './flows/read-tapbacks';
export {
	readTapback,
	receiveAny,
	receiveWebhook,
	verifyDelivery,
	whyUnwanted,
	type Received,
	type ReceivedAny,
} from './flows/receive-webhook';
export { isRegistered, registerWebhook, unregisterWebhook, type Registration } from './flows/register-webhook';
export { requireMessage, sendMessage, type MessageResult } from './flows/send-message';
export { sendTapback, type Outcome, type SendResult } from './flows/send-tapback';
export { sweepHooks } from './flows/sweep-hooks';
export { standingsOf, type Standing, type StandingStore, type ToggleMemory } from './flows/toggle';
export { createToggleMemory } from './flows/toggle-memory';
export { canInferRemovals, createRemovalWatch, type RemovalWatch } from './flows/watch-removals';
export type { Headers, Transport } from './http';
export { createLiveSet, type LiveSet } from './live-set/live-set';
export type { InboundMessage } from './message';
export { createPacer, type Pacer } from './pacer';
export {
	CAPABILITY_NAMES,
	type Call,
	type CapabilityName,
	type Delivery,
	type FieldValues,
	type KeptSecrets,
	type ListKind,
	type Provider,
	type ProviderField,
	type WantedHook,
} from './provider';
export { DEFAULT_PROVIDER, PROVIDERS, providerById } from './registry';
export { sentenceOf, type RemedyWords } from './remedy';
export { isSameMessageId, parseTarget, plainMessageId } from './target';
export { toTransportError } from './transport-cause';
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
} from './vocabulary';
export { parseFallbackText } from './webhook/fallback-texts/parse-fallback-text';
export { matchQuote, type QuoteMatch } from './webhook/quote';
