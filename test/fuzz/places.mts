type Container = Record<string, unknown> | unknown[];

/** Where a value stands in a payload. */
export interface Place {
	container: Container;
	key: string;
}

export function placesIn(container: Container): Place[] {
	const places: Place[] = [];
	const open: Container[] = [container];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		for (const [key, value] of Object.entries(next)) {
			places.push({ container: next, key });
			if (isContainer(value)) open.push(value);
		}
	}
	return places;
}

export function read({ container, key }: Place): unknown {
	return Object.getOwnPropertyDescriptor(container, key)?.value;
}

/** A copy, so that nothing holds itself; and an own key, whatever its name. */
export function write({ container, key }: Place, value: unknown): void {
	const copy: unknown = isContainer(value) ? JSON.parse(JSON.stringify(value)) : value;
	Object.defineProperty(container, key, { value: copy, writable: true, enumerable: true, configurable: true });
}

function isContainer(value: unknown): value is Container {
	return typeof value === 'object' && value !== null;
}
