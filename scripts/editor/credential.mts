import type { Locator, Page } from 'playwright-core';

import type { EditorDifferences } from './versions.mts';

/** The credential field of the open panel, and the dialog for a new credential. */
export interface CredentialSteps {
	/** The credential field of the open panel. */
	credential(): Locator;
	/** Begins a new credential in the open panel. */
	newCredential(): Promise<void>;
	credentialDialog(): Locator;
	/**
	 * Fills fields of the credential and saves it until n8n shows this text in the dialog; without a text, until the credential works
	 * and the dialog is closed. Every save tests the credential, and n8n ignores a save while it still tests the previous one.
	 */
	fillCredential(fields: Readonly<Record<string, string>>, told?: string): Promise<void>;
}

const MOST_SAVES = 6;
const SAVE_WITHIN_MS = 5000;
const LOOKS = 40;
const LOOK_EVERY_MS = 250;
const WORKS = 'Connection tested successfully';

export function createCredentialSteps(
	page: Page,
	field: (name: string) => Locator,
	{ closesWorkingCredential }: EditorDifferences,
): CredentialSteps {
	const credential = () => page.locator('.node-credentials').filter({ visible: true }).first();
	const dialog = () => page.locator('[data-test-id="editCredential-modal"]');
	const says = async (text: string) => {
		const details = dialog().getByText('More details');
		if (await details.isVisible()) await details.click();
		return await dialog().getByText(text).isVisible();
	};
	const isClosed = async () => !(await dialog().isVisible());

	/** Whether the dialog reached this state before the next save was due. */
	async function saved(isOver: () => Promise<boolean>): Promise<boolean> {
		// The dialog may have closed at this moment.
		await dialog()
			.locator('[data-test-id="credential-save-button"]')
			.click({ timeout: SAVE_WITHIN_MS })
			.catch(() => undefined);
		for (let looks = 1; looks <= LOOKS; looks += 1) {
			if (await isOver()) return true;
			await page.waitForTimeout(LOOK_EVERY_MS);
		}
		return false;
	}

	return {
		credential,
		async newCredential() {
			await credential().locator('input').click();
			await page.locator('.el-select__popper:visible').getByText('Create new credential').click();
			await dialog().waitFor();
		},
		credentialDialog: dialog,
		async fillCredential(fields, told) {
			for (const [name, value] of Object.entries(fields)) await field(name).locator('input').fill(value);
			const wanted = told ?? (closesWorkingCredential ? undefined : WORKS);
			const isOver = async () => (wanted === undefined ? await isClosed() : await says(wanted));
			let saves = 1;
			while (!(await saved(isOver))) {
				saves += 1;
				if (saves <= MOST_SAVES) continue;
				throw new Error(
					`The credential was saved ${MOST_SAVES} times, and n8n did not ${wanted === undefined ? 'close its dialog' : `say “${wanted}”`}.`,
				);
			}
			if (told !== undefined || closesWorkingCredential) return;
			await dialog().locator('.el-dialog__headerbtn').click();
			await dialog().waitFor({ state: 'hidden' });
		},
	};
}
