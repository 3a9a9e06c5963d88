/*
 * The tooltip of n8n's editor on a waiting node: whose answer counts, which answers, and for how long. The editor evaluates
 * this expression with the parameters only. A parameter whose own expression it can't evaluate is left out.
 */

const OPTIONS = '($parameter["options"] || {})';
const WHO = '($parameter["from"] || $parameter["to"] || "anyone in the conversation")';
const COUNTS = `(${OPTIONS}.choices || ((${OPTIONS}.yes || "👍") + " yes · " + (${OPTIONS}.no || "👎") + " no"))`;

export const WAITING_TOOLTIP = `={{ "Waiting for an answer of " + ${WHO} + ": " + ${COUNTS} + ". At most " + $parameter["waitAmount"] + " " + $parameter["waitUnit"] + "." }}`;
