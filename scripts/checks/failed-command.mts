import { z } from 'zod';

const printedSchema = z.object({ stdout: z.instanceof(Buffer), stderr: z.instanceof(Buffer) });

/** The output of a command that failed under `execFileSync`. */
export function outputOf(error: unknown): string {
	const { data } = printedSchema.safeParse(error);
	return data === undefined ? String(error) : `${data.stdout.toString()}${data.stderr.toString()}`.trim();
}
