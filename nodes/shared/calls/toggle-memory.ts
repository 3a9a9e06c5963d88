import { createToggleMemory, type ToggleMemory } from '../../../core';

/**
 * Our own tapbacks, as far as this process sent them, for providers that toggle. All workflows share it, and it is lost at
 * a restart. Static data would survive, but n8n writes it back whole, over a newer registration.
 */
export const toggleMemory: ToggleMemory = createToggleMemory();
