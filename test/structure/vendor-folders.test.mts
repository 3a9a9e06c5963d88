import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { repositoryFiles } from './files.mts';

/** The same seven names for every vendor: two vendors can be read side by side. */
const NAMES = ['conversations.ts', 'errors.ts', 'index.ts', 'messages.ts', 'reactions.ts', 'registration.ts', 'webhook.ts'];

describe('the folders of the vendors in core', () => {
	it.each(PROVIDERS)('has the seven files for $name', ({ id }) => {
		const folder = `core/providers/${id}/`;
		const names = repositoryFiles(/\.ts$/).flatMap((path) => (path.startsWith(folder) ? [path.slice(folder.length)] : []));
		expect(names).toEqual(NAMES);
	});
});
