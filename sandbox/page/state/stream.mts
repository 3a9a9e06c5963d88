import type { StreamEvent } from '../../src/control/events.mts';

const RETRY_AFTER_MS = 1000;
/** The sandbox sends an event at least every 15 s, so a connection that is silent for longer is lost. */
const SILENT_FOR_MS = 40_000;

export interface StreamListener {
	event(event: StreamEvent): void;
	connection(connection: Connection): void;
}

/** Receives the sandbox's events, and reconnects when the connection breaks. Each connection begins with a snapshot. */
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

/** The state of the connection: `lost` after it broke, until it is back. */
export type Connection = 'connecting' | 'open' | 'lost';
