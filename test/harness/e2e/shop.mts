import { z } from 'zod';

import { startLocalServer, type LocalServer } from './local-server.mts';

/** A shop where an agent can spend money. */
export interface Shop extends LocalServer {
	/** The dollars of all orders, in the order in which they came. */
	orders: readonly number[];
}

const orderSchema = z.object({ dollars: z.coerce.number().positive() });

/** Takes an order at every path, and answers with the number of orders. */
export async function startShop(): Promise<Shop> {
	const orders: number[] = [];
	const server = await startLocalServer((_path, body) => {
		const { dollars } = orderSchema.parse(body);
		return { status: 200, body: { orderNumber: orders.push(dollars), paid: dollars } };
	});
	return { ...server, orders };
}
