import { benchSandbox } from './bench-sandbox.mts';

/* `npm run bench` runs all benches in turn, `npm run bench -- sandbox` one. Each says how it measures, and whether its limits hold. */

const BENCHES: Record<string, () => Promise<boolean>> = {
	sandbox: benchSandbox,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
	console.error(`There is no bench "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.`);
	process.exit(1);
}

let allHold = true;
for (const [name, run] of Object.entries(BENCHES)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	console.log(`\n${name}`);
	allHold = (await run()) && allHold;
}
process.exit(allHold ? 0 : 1);
