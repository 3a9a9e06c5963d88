import type { Locator, Page } from 'playwright-core';

/** The list of nodes that can be added. */
export interface NodeCreatorSteps {
	/** Searches the list of nodes that can be added, and gives that list. */
	searchNodes(words: string): Promise<Locator>;
	/** Searches the list of triggers that a new workflow can begin with, and gives that list. */
	searchTriggers(words: string): Promise<Locator>;
	/** Begins a workflow with a trigger that these words find. */
	startWorkflow(words: string, trigger: string): Promise<void>;
	/** Adds a node that these words find, by its action, after the only node there. Leaves its panel open. */
	addAfter(words: string, node: string, action: string): Promise<void>;
}

const ITEM = '[data-test-id="item-iterator-item"]';
/** What an earlier search found must not be taken for what this one finds. */
const OF_EARLIER_SEARCH = 'data-of-earlier-search';

export function createNodeCreatorSteps(page: Page, n8nUrl: string, panelOpens: () => Promise<void>): NodeCreatorSteps {
	const creator = page.locator('[data-test-id="node-creator"]');

	async function search(words: string): Promise<Locator> {
		const input = creator.locator('input');
		if ((await input.inputValue()) === words) return creator;
		// n8n searches a moment after the last key, and then makes every item anew.
		await creator.locator(ITEM).evaluateAll((items, mark) => items.forEach((item) => item.setAttribute(mark, '')), OF_EARLIER_SEARCH);
		await input.fill(words);
		await creator.locator(`[${OF_EARLIER_SEARCH}]`).first().waitFor({ state: 'detached' });
		return creator;
	}

	async function beginWorkflow(): Promise<void> {
		await page.goto(`${n8nUrl}/workflow/new`);
		await page.locator('[data-test-id="canvas-add-button"]').click();
	}

	return {
		async searchNodes(words) {
			if (!(await creator.isVisible())) await page.locator('[data-test-id="node-creator-plus-button"]').click();
			return await search(words);
		},
		async searchTriggers(words) {
			if (!(await creator.isVisible())) await beginWorkflow();
			return await search(words);
		},
		async startWorkflow(words, trigger) {
			await beginWorkflow();
			await (await search(words)).getByText(trigger, { exact: true }).click();
			// n8n first shows a page about a package's node, but not about its own nodes.
			const add = page.getByRole('button', { name: 'Add to workflow' });
			await add.or(page.locator('[data-test-id="canvas-node"]')).first().waitFor();
			if (!(await add.isVisible())) return;
			await add.click();
			await panelOpens();
		},
		async addAfter(words, node, action) {
			await page.locator('[data-test-id="canvas-handle-plus"]').click();
			await (await search(words)).getByText(node, { exact: true }).click();
			await page.getByText(action, { exact: true }).click();
			await panelOpens();
		},
	};
}
