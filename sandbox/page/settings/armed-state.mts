import { computed } from '@preact/signals';
import { provider } from '../state/store.mts';

/** The number of armed faults of the shown provider. */
export const armedCount = computed(() => {
	const { faults = [], deliveryFaults = [] } = provider.value?.overview ?? {};
	return faults.length + deliveryFaults.length;
});
