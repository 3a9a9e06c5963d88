import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { CREDENTIAL_TYPES_FILE, credentialTypesSource } from '../../scripts/credential-types-source.mts';
import { readRepositoryFile } from './files.mts';

describe('the types of the credentials and fields', () => {
	it('are what is generated (if not: npm run generate)', () => {
		expect(readRepositoryFile(CREDENTIAL_TYPES_FILE)).toBe(credentialTypesSource(PROVIDERS));
	});

	it('tell required fields from others, and one value from several', () => {
		const source = credentialTypesSource(PROVIDERS);
		expect(source).toContain('sendblue: { fromNumber: string };');
		expect(source).toContain('agentphone: { conversationId: string };');
		expect(source).toContain('inkbox: { identityId?: string };');
		expect(source).toContain('linq: { lines?: readonly string[] };');
		expect(source).toContain('tuco: Record<string, never>;');
	});
});
