import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/*
 * What `n8n-node build` does, except that it would copy every picture of the repository into the package:
 * those of the README and of an installed n8n, too.
 */
const root = join(import.meta.dirname, '..');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json')], { stdio: 'inherit' });
cpSync(join(root, 'icons'), join(root, 'dist', 'icons'), { recursive: true });
