import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded into n8n. On SIGUSR2 it writes down what is left after a garbage collection.
setFlagsFromString('--expose-gc');
// Else V8 drops 20 MB of compiled code little by little, and hides what grows meanwhile.
setFlagsFromString('--no-flush-bytecode');
const gc = runInNewContext('gc');

process.on('SIGUSR2', () => {
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  appendFileSync(process.env.TAPBACK_MEMORY_REPORT, `${JSON.stringify({ needed: heapUsed + external, rss })}\n`);
});
