// Preloaded into n8n. A parent that was killed outright (SIGKILL, out of memory) can't end its children;
// so the child looks whether it became an orphan, and ends itself in n8n's own orderly way.
import { isMainThread } from 'node:worker_threads';

const LOOK_EVERY_MS = 1000;

if (isMainThread) {
  // What n8n keeps is for the user alone.
  process.umask(0o077);
  const parentPid = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parentPid) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  look.unref();
}
