export { authenticationHeaders } from './authenticate';
export { createCall, type Connection, type Io } from './client';
export { isSingleEmoji } from './emoji';
export { TapbackError, isTapbackError, type TapbackErrorCode } from './errors';
export type { LiveTapback, TapbackEvent } from './event';
export { checkFields, type CommandInput } from './flows/check-command';
export type { TapbackFilter } from './flows/filter';
export { readTapbacks } from './flows/read-tapbacks';
export { receiveWebhook, type Received } from './flows/receive-webhook';
export { isRegistered, registerWebhook, unregisterWebhook, type Registration } from './flows/register-webhook';
export { sendTapback, type Outcome, type SendResult } from './flows/send-tapback';
export type { Standing, ToggleMemory } from './flows/toggle';
export { TransportError, type Headers, type Transport, type TransportRequest } from './http';
export { createPacer, type Pacer } from './pacer';
export {
	CAPABILITY_NAMES,
	type Call,
	type Capability,
	type CapabilityName,
	type Choice,
	type FieldValues,
	type KeptSecrets,
	type ListKind,
	type Provider,
	type ProviderField,
	type WantedHook,
} from './provider';
export { PROVIDERS, providerById } from './registry';
export {
	CLASSIC_REACTIONS,
	describeReaction,
	glyphOf,
	isClassicReaction,
	type Action,
	type ClassicReaction,
	type EventAction,
	type Reaction,
	type ReactionName,
} from './vocabulary';
