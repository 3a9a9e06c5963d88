import { describe, expect, it } from '@jest/globals';
import { AgentPhoneTapbackApi } from '../../../credentials/AgentPhoneTapbackApi.credentials.ts';
import { InkboxTapbackApi } from '../../../credentials/InkboxTapbackApi.credentials.ts';
import { LinqTapbackApi } from '../../../credentials/LinqTapbackApi.credentials.ts';
import { SendblueTapbackApi } from '../../../credentials/SendblueTapbackApi.credentials.ts';
import { TucoTapbackApi } from '../../../credentials/TucoTapbackApi.credentials.ts';
import { credentialFields, credentialType } from '../../page/settings/credential-fields.mts';
import { startTestSandbox } from '../support.mts';

const DIALOGS = {
	agentphone: new AgentPhoneTapbackApi(),
	inkbox: new InkboxTapbackApi(),
	linq: new LinqTapbackApi(),
	sendblue: new SendblueTapbackApi(),
	tuco: new TucoTapbackApi(),
};

describe('the credentials to copy', () => {
	it.each(Object.entries(DIALOGS))('are labelled as in n8n’s dialog for %s', async (id, dialog) => {
		const sandbox = await startTestSandbox();
		const overview = sandbox.control.overview().providers[id];
		await sandbox.close();
		if (!overview) throw new Error(`The sandbox plays ${id}.`);
		const values: Record<string, string> = { baseUrl: overview.baseUrl, ...overview.credentials };
		const wanted = dialog.properties
			.filter(({ name }) => name in values)
			.map(({ name, displayName }) => ({ label: displayName, value: values[name] }));
		expect(credentialFields(id, overview)).toEqual(wanted);
		expect(wanted).toHaveLength(Object.keys(values).length);
		expect(credentialType(overview.name)).toBe(dialog.displayName);
	});
});
