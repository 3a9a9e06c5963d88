import { describe, expect, it } from '@jest/globals';

import { lastLineOf } from '../../../host/n8n/process.mts';

describe('the line that n8n prints when it is ready', () => {
	it.each([
		['info', 'Editor is now accessible via'],
		['debug', 'Editor is now accessible via'],
		['warn', undefined],
		['error', undefined],
		['silent', undefined],
	])('with the log level %s is %s', (N8N_LOG_LEVEL, line) => {
		expect(lastLineOf('start', { N8N_LOG_LEVEL })).toBe(line);
	});

	it('is none of a worker', () => {
		expect(lastLineOf('worker', {})).toBeUndefined();
	});
});
