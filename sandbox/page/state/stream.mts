import type { StreamEvent } from '../../src/control/events.mts';

const RETRY_AFTER_MS = 1000;
/** The sandbox says something every 15 s; a connection silent for longer is dead, whatever the browser thinks. */
const SILENT_FOR_MS = 40_000;

export interface StreamListener {
	event(event: StreamEvent): void;
	connection(connection: Connection): void;
}

/** Listens to the sandbox's events and connects again whenever the connection breaks. Each connection begins with a snapshot. */
export function openStream(listener: StreamListener): void {
	const source = new EventSource('/control/events');
	let alarm: ReturnType<typeof setTimeout> | undefined;

	const again = (afterMs: number) => {
		clearTimeout(alarm);
		source.close();
		listener.connection('lost');
		setTimeout(() => openStream(listener), afterMs);
	};
	const watch = () => {
		clearTimeout(alarm);
		alarm = setTimeout(() => again(0), SILENT_FOR_MS);
	};
	source.onmessage = ({ data }: MessageEvent<string>) => {
		watch();
		listener.connection('open');
		listener.event(JSON.parse(data));
	};
	source.onerror = () => again(RETRY_AFTER_MS);
	watch();
}

/** How the page and the sandbox stand: `lost` after a connection broke, until it is back. */
export type Connection = 'connecting' | 'open' | 'lost';
