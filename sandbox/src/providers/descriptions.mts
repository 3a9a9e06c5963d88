// Generated from sandbox/src/providers/index.mts by `npm run generate`: change the registry, not this file.
import { description as agentphone } from './agentphone/description.mts';
import { description as inkbox } from './inkbox/description.mts';
import { description as linq } from './linq/description.mts';
import { description as sendblue } from './sendblue/description.mts';
import { description as tuco } from './tuco/description.mts';

/** The description of every vendor. Imports nothing of Node, because the page imports this file. */
export const DESCRIPTIONS = [agentphone, inkbox, linq, sendblue, tuco] as const;

export type ProviderId = (typeof DESCRIPTIONS)[number]['id'];
