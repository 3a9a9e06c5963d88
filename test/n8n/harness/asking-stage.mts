import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import type { AskOptions } from './asking.mts';
import { askCredentials, openQuestion, type OpenQuestion } from './open-question.mts';
import { openStage, type Stage } from './stage.mts';
import { startWaitingN8n, type WaitingN8n } from './waiting-n8n.mts';

/** One stage for the tests of a file, and for each of them a fresh sandbox and an n8n that plays what waits. */
export interface AskingStage {
	stage: Stage;
	n8n: WaitingN8n;
	open(provider: ProviderId, options?: AskOptions): Promise<OpenQuestion>;
}

/** Call once, at the top of the file; it is there when the first test starts. */
export function setAskingStage(): AskingStage {
	const asking: Partial<AskingStage> = {};
	let stage: Stage;
	let n8n: WaitingN8n;
	beforeAll(async () => {
		stage = await openStage();
		Object.assign(asking, { stage });
	});
	beforeEach(async () => {
		stage.sandbox.control.reset();
		n8n = await startWaitingN8n(stage, askCredentials(stage));
		const open: AskingStage['open'] = async (provider, options = {}) => await openQuestion(stage, n8n, provider, options);
		Object.assign(asking, { n8n, open });
	});
	afterEach(async () => await n8n.close());
	afterAll(async () => await stage.close());
	return asking as AskingStage;
}
