import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Read by n8n-core when it loads, so this file is imported before it. Without a folder of its own,
 * n8n-core would write its settings into the home of whoever runs the tests.
 */
const folder = join(import.meta.dirname, '../../../node_modules/.cache/tapback-n8n-core');
mkdirSync(folder, { recursive: true });
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'no credential is stored here';
process.env.N8N_LOG_LEVEL = 'silent';
