import { createToggleMemory, type ToggleMemory } from '../../../core';

/**
 * What this process knows of our own tapbacks, for providers whose API toggles. It is shared by all workflows and
 * gone after a restart; workflow static data would last, but n8n writes it back whole, over a newer registration.
 */
export const toggleMemory: ToggleMemory = createToggleMemory();
