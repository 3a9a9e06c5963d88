import { freshUuid } from '../model/ids.mts';

/** A fault for the next `times` (default 1) subjects that have every field of `match`. */
export interface Plan<Subject, Fault> {
	match?: Partial<Subject>;
	times?: number;
	fault: Fault;
}

/** A plan as the control API lists it. */
export interface Planned<Subject, Fault> {
	id: string;
	/** Empty: every subject matches. */
	match: Partial<Subject>;
	times: number;
	/** The number of subjects that are left. */
	left: number;
	fault: Fault;
}

/** The plans of one provider, oldest first. A used-up plan is removed. */
export interface Plans<Subject, Fault> {
	add(plan: Plan<Subject, Fault>): Planned<Subject, Fault>;
	list(): Planned<Subject, Fault>[];
	/** Takes the fault for this subject, from the oldest matching plan. */
	take(subject: Subject): Fault | undefined;
	/** Removes one plan; false if none has this id. */
	remove(id: string): boolean;
	clear(): void;
}

export interface PlansOptions<Subject> {
	meets(match: Partial<Subject>, subject: Subject): boolean;
	/** Called for each change of the list. */
	changed(): void;
}

/** Creates an empty list of plans. */
export function createPlans<Subject, Fault>({ meets, changed }: PlansOptions<Subject>): Plans<Subject, Fault> {
	let plans: Planned<Subject, Fault>[] = [];

	function replace(next: Planned<Subject, Fault>[]): void {
		plans = next;
		changed();
	}

	return {
		add({ match = {}, times = 1, fault }) {
			const planned = { id: freshUuid(), match, times, left: times, fault };
			replace([...plans, planned]);
			return planned;
		},
		list: () => [...plans],
		take(subject) {
			const met = plans.find(({ match }) => meets(match, subject));
			if (!met) return undefined;
			// Listed plans are never changed in place, because callers may hold them.
			replace(plans.map((plan) => (plan === met ? { ...plan, left: plan.left - 1 } : plan)).filter(({ left }) => left > 0));
			return met.fault;
		},
		remove(id) {
			const rest = plans.filter((plan) => plan.id !== id);
			if (rest.length === plans.length) return false;
			replace(rest);
			return true;
		},
		clear: () => replace([]),
	};
}
