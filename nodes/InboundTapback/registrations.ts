import { createRegistrationStore } from '../shared/webhook/registration-store';

/** Stores the webhook registrations of all triggers. */
export const registrations = createRegistrationStore('registration');
