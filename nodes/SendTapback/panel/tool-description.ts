import { CLASSIC_WORDS } from '../../shared/values/reaction-options';

/** The tool's description for a model, unless the user writes another. */
export const TOOL_DESCRIPTION = `Puts a tapback (a reaction) on one message in Messages, takes it off, or reads those on it. Reaction is one word of these, ${CLASSIC_WORDS}, or exactly one emoji. Message ID is the id of a message exactly as it was given to you: never make one up.`;
