/*
 * What n8n's editor shows on the node while it waits: whose answer counts, which answers, and for how long. An expression that
 * the editor evaluates with the parameters alone; one that holds an expression is left out where its value isn't known there.
 */

const OPTIONS = '($parameter["options"] || {})';
const WHO = '($parameter["from"] || $parameter["to"] || "anyone in the conversation")';
const COUNTS = `(${OPTIONS}.choices || ((${OPTIONS}.yes || "👍") + " yes · " + (${OPTIONS}.no || "👎") + " no"))`;

export const WAITING_TOOLTIP = `={{ "Waiting for an answer of " + ${WHO} + ": " + ${COUNTS} + ". At most " + $parameter["waitAmount"] + " " + $parameter["waitUnit"] + "." }}`;
