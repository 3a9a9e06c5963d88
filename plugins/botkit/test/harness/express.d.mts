/** As much of express 4 as the tests use; Botkit brings it without types. */
declare module 'express' {
	type Handle = import('node:http').RequestListener;
	type Verify = (request: object, response: object, bytes: Uint8Array) => void;

	interface App extends Handle {
		use(middleware: Handle): void;
	}
	interface Express {
		(): App;
		raw(options: { type: string }): Handle;
		json(options?: { verify?: Verify }): Handle;
	}
	const express: Express;
	export default express;
}
