import type { Hono } from 'hono';
import { parseFaultPlan } from '../faults/answer-faults.mts';
import { parseDeliveryFaultPlan } from '../faults/delivery-faults.mts';
import { objectBody } from './body.mts';
import type { Control } from './control.mts';

interface FaultList {
	list(provider: string): object[];
	add(provider: string, plan: unknown): object;
	remove(provider: string, id: string): void;
	clear(provider: string): void;
}

/** The routes of planned faults, the same for answers and for deliveries. */
export function addFaultRoutes(app: Hono, control: Control): void {
	addRoutes(app, 'faults', {
		list: control.faults,
		add: (provider, plan) => control.addFault(provider, parseFaultPlan(plan)),
		remove: control.removeFault,
		clear: control.clearFaults,
	});
	addRoutes(app, 'delivery-faults', {
		list: control.deliveryFaults,
		add: (provider, plan) => control.addDeliveryFault(provider, parseDeliveryFaultPlan(plan)),
		remove: control.removeDeliveryFault,
		clear: control.clearDeliveryFaults,
	});
}

function addRoutes(app: Hono, name: string, faults: FaultList): void {
	app.get(`/:provider/${name}`, (c) => c.json(faults.list(c.req.param('provider'))));
	app.post(`/:provider/${name}`, async (c) => c.json(faults.add(c.req.param('provider'), await objectBody(c)), 201));
	app.delete(`/:provider/${name}`, (c) => {
		faults.clear(c.req.param('provider'));
		return c.body(null, 204);
	});
	app.delete(`/:provider/${name}/:id`, (c) => {
		faults.remove(c.req.param('provider'), c.req.param('id'));
		return c.body(null, 204);
	});
}
