import { benchItems } from './bench/items.mts';
import { benchMemory } from './bench/memory.mts';
import { benchPackage } from './bench/package.mts';
import { benchQuestions } from './bench/questions.mts';
import { benchSandbox } from './bench/sandbox.mts';
import { benchTrigger } from './bench/trigger.mts';
import { benchVerify } from './bench/verify.mts';
import { namedIn } from './named.mts';

/* `npm run bench` runs all benches in turn, `npm run bench -- sandbox` one. Each says how it measures, and whether its limits hold. */

const BENCHES: Record<string, () => Promise<boolean>> = {
	package: benchPackage,
	verify: benchVerify,
	memory: benchMemory,
	sandbox: benchSandbox,
	trigger: benchTrigger,
	items: benchItems,
	questions: benchQuestions,
};

let allHold = true;
for (const bench of namedIn(BENCHES, process.argv.slice(2))) {
	console.log('');
	allHold = (await bench()) && allHold;
}
process.exit(allHold ? 0 : 1);
