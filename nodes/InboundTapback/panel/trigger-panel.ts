import type { TriggerPanelDefinition } from 'n8n-workflow';

/* Texts of n8n's editor about the trigger, while a workflow is built and after it is published. */

/** Shown on the canvas while the trigger listens for a test event. */
export const EVENT_TRIGGER_DESCRIPTION = 'Tap back on a message in Messages';

/** Shown once, after publishing. */
export const ACTIVATION_MESSAGE = 'From now on the workflow starts when someone taps back on a message.';

const WHILE_BUILDING =
	'<b>While you build the workflow</b>, click ‘Execute step’, then take the phone of a person who writes with your line, and tap back on a message in Messages: hold it, and choose 👍. What arrives is shown here.';
const IN_THE_LIST = 'These runs are in the <a data-key="executions">executions list</a>, and not in the editor.';

/** Shown beside the fields. */
export const TRIGGER_PANEL: TriggerPanelDefinition = {
	header: 'Start with a tapback',
	executionsHelp: {
		inactive: `${WHILE_BUILDING}<br /><br /><b>Once it does what you want</b>, publish it. Then it starts by itself whenever someone taps back. ${IN_THE_LIST}`,
		active: `${WHILE_BUILDING}<br /><br /><b>Because the workflow is published</b>, it also starts by itself whenever someone taps back. ${IN_THE_LIST}`,
	},
	activationHint: {
		inactive: 'Tap back on a message in Messages to try it. Publish the workflow to have it start by itself.',
		active: 'The workflow is published: it also starts by itself when someone taps back.',
	},
};
