/** The tool's description for a model, unless the user writes another. */
export const TOOL_DESCRIPTION =
	'Asks a person a short question in Messages and waits for the answer, a tapback: 👍 is yes, 👎 is no. Fill in the question. Who is asked and who may answer is not for you to choose. Only approved true is a yes: anything else, an error too, is a no.';
