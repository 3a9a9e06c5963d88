import { ensureN8n } from '../../../host/n8n/install.mts';

// A process to be killed while it installs.
const [directory = ''] = process.argv.slice(2);
await ensureN8n('0.0.0', { directory });
