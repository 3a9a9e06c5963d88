import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePrivate } from '../../host/private-folder.mts';

let base: string;
beforeEach(() => {
	base = mkdtempSync(join(tmpdir(), 'tapback-private-'));
});
afterEach(() => rmSync(base, { recursive: true }));

const modeOf = (...names: string[]) => statSync(join(base, ...names)).mode & 0o777;

describe('ensurePrivate', () => {
	it('makes a folder that the user alone can enter', async () => {
		await ensurePrivate(join(base, '.tapback', 'n8n'));
		expect([modeOf('.tapback'), modeOf('.tapback', 'n8n')]).toEqual([0o700, 0o700]);
	});

	it('takes from others what an earlier version let them read', async () => {
		mkdirSync(join(base, 'old', 'n8n'), { recursive: true });
		for (const folder of ['old', 'old/n8n']) chmodSync(join(base, folder), 0o755);
		writeFileSync(join(base, 'old', 'n8n', 'database.sqlite'), '');
		chmodSync(join(base, 'old', 'n8n', 'database.sqlite'), 0o664);
		await ensurePrivate(join(base, 'old'));
		expect([modeOf('old'), modeOf('old', 'n8n'), modeOf('old', 'n8n', 'database.sqlite')]).toEqual([0o700, 0o700, 0o600]);
	});

	it('leaves a program runnable', async () => {
		writeFileSync(join(base, 'program'), '');
		chmodSync(join(base, 'program'), 0o755);
		await ensurePrivate(base);
		expect(modeOf('program')).toBe(0o700);
	});

	it('changes nothing outside, where a link leads to', async () => {
		mkdirSync(join(base, 'in'));
		writeFileSync(join(base, 'outside'), '');
		chmodSync(join(base, 'outside'), 0o644);
		symlinkSync(join(base, 'outside'), join(base, 'in', 'link'));
		await ensurePrivate(join(base, 'in'));
		expect(modeOf('outside')).toBe(0o644);
	});
});
