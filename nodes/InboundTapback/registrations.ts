import { createRegistrationStore } from '../shared/webhook/registration-store';

/** Where the triggers keep the registrations of their webhooks. */
export const registrations = createRegistrationStore('registration');
