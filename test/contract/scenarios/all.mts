// Generated from core/providers/registry.ts by `npm run generate`: change the registry, not this file.
import { agentphone } from './agentphone.mts';
import { inkbox } from './inkbox.mts';
import { linq } from './linq.mts';
import { sendblue } from './sendblue.mts';
import { tuco } from './tuco.mts';
import type { Scenario } from './scenario.mts';

export const SCENARIOS = new Map<string, Scenario>(Object.entries({ agentphone, inkbox, linq, sendblue, tuco }));
