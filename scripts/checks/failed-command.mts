import { z } from 'zod';

const printedSchema = z.object({ stdout: z.instanceof(Buffer), stderr: z.instanceof(Buffer) });

/** What a command printed before it failed under `execFileSync`. */
export function outputOf(error: unknown): string {
	const { data } = printedSchema.safeParse(error);
	return data === undefined ? String(error) : `${data.stdout.toString()}${data.stderr.toString()}`.trim();
}
