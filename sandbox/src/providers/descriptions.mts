// Generated from sandbox/src/providers/index.mts by `npm run generate`: change the registry, not this file.
import { description as agentphone } from './agentphone/description.mts';
import { description as inkbox } from './inkbox/description.mts';
import { description as linq } from './linq/description.mts';
import { description as sendblue } from './sendblue/description.mts';
import { description as tuco } from './tuco/description.mts';

/** Every vendor the sandbox plays, in words. Needs no Node: the page imports it. */
export const DESCRIPTIONS = [agentphone, inkbox, linq, sendblue, tuco] as const;

export type ProviderId = (typeof DESCRIPTIONS)[number]['id'];
