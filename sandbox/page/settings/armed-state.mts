import { computed } from '@preact/signals';
import { provider } from '../state/store.mts';

/** How many faults are armed for the provider that is shown. */
export const armedCount = computed(() => {
	const { faults = [], deliveryFaults = [] } = provider.value?.overview ?? {};
	return faults.length + deliveryFaults.length;
});
