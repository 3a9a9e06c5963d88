import { CLASSIC_REACTIONS, PROVIDERS, glyphOf } from '../../../core';

/*
 * The subtitles of the nodes on the canvas: expressions that n8n's editor evaluates. If one fails, n8n shows no subtitle,
 * and a parameter's own expression fails while its data is missing. So parameters are read raw, and expressions left out.
 */

const PROVIDER_NAMES = JSON.stringify(Object.fromEntries(PROVIDERS.map(({ id, name }) => [id, name])));
const GLYPHS = JSON.stringify(Object.fromEntries(CLASSIC_REACTIONS.map((type) => [type, glyphOf({ type })])));

const REACTION = `((${GLYPHS})[${fixed('reaction')}] || (${fixed('reaction')} === "emoji" && ${fixed('emoji')}) || "a tapback")`;

/** The provider and what is sent, such as `add ❤️`. */
export const SEND_SUBTITLE = withProvider(
	`(({ get: "get the tapbacks", tally: "count the tapbacks" })[${fixed('operation')}] || ${fixed('operation')} + " " + ${REACTION})`,
);

/** The provider and whether it asks or waits. */
export const ASK_SUBTITLE = withProvider(`(${fixed('operation')} === "wait" ? "wait for a tapback" : "ask")`);

/** The provider and the events, such as `added, removed 👍 👎`. */
export const INBOUND_SUBTITLE = withProvider(
	`[(${fixed('events')} || ["tapbacks"]).join(", "), ...(${fixed('reactions')} || []).map((type) => (${GLYPHS})[type] || type)].join(" ")`,
);

function withProvider(text: string): string {
	return `={{ (${PROVIDER_NAMES})[$parameter["provider"]] + ": " + ${text} }}`;
}

/** A parameter as the user entered it; an empty text if it is an expression. */
function fixed(name: string): string {
	const raw = `$rawParameter["${name}"]`;
	return `(String(${raw}).startsWith("=") ? "" : ${raw})`;
}
