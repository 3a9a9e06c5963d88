/** A storage that takes longer is taken for one that fails. */
export const STORAGE_PATIENCE_MS = 3000;

/** Rejects where a task takes too long. The task itself goes on. */
export async function within<T>(ms: number, task: () => Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`it took longer than ${ms / 1000} s`)), ms);
	});
	return await Promise.race([task(), tooLate]).finally(() => clearTimeout(timer));
}
