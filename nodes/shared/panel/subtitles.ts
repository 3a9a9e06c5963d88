import { CLASSIC_REACTIONS, PROVIDERS, glyphOf } from '../../../core';

/*
 * What stands below a node on the canvas: expressions that n8n works out in the editor. It shows nothing at all
 * where one fails, as it does for a parameter whose own expression needs data that isn't there yet. So parameters
 * are read raw, and one that holds an expression is left out.
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

/** The provider and what is listened for, such as `added, removed 👍 👎`. */
export const INBOUND_SUBTITLE = withProvider(
	`[(${fixed('events')} || ["tapbacks"]).join(", "), ...(${fixed('reactions')} || []).map((type) => (${GLYPHS})[type] || type)].join(" ")`,
);

function withProvider(text: string): string {
	return `={{ (${PROVIDER_NAMES})[$parameter["provider"]] + ": " + ${text} }}`;
}

/** A parameter as it was entered; an empty text for an expression. */
function fixed(name: string): string {
	const raw = `$rawParameter["${name}"]`;
	return `(String(${raw}).startsWith("=") ? "" : ${raw})`;
}
