import type { ProviderId } from '../../src/model/reaction.mts';

/** A quirk in words. */
export interface QuirkText {
	title: string;
	/** What the vendor does then, and what it is good to test. */
	sentence: string;
	/** A name for each value of a quirk that is more than on or off. */
	options?: Readonly<Record<string, string>>;
}

const ECHO_TITLE = 'Your own tapbacks come back as events';

/** Every quirk of every provider in words, in the order of the switches themselves. */
export const QUIRK_TEXTS: Readonly<Record<ProviderId, Readonly<Record<string, QuirkText>>>> = {
	agentphone: {
		customEmoji: {
			title: 'The line takes any emoji',
			sentence: 'Off, it is an older line, which refuses emoji with 400. A client should say so, and not try again.',
		},
		errorEnvelope: {
			title: 'Shape of an error',
			sentence: 'The documentation shows both. A client should find the reason in either.',
			options: { detail: '{"detail": …}', error: '{"error": {"message": …}}' },
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'Their direction is “outbound”. A workflow must not answer itself.',
		},
	},
	inkbox: {
		eyes: {
			title: '👀 is a seventh tapback',
			sentence: 'Off, 👀 is refused with 422, as by older versions of the API. Other emoji always are.',
		},
		removal: {
			title: 'Tapbacks can be taken back',
			sentence:
				'Missing, the request is unknown (404), as it was before August 2026. A client should say so, and not that the tapback is gone.',
			options: { available: 'Available', missing: 'Missing' },
		},
		ownTargets: {
			title: 'Own messages can be tapped',
			sentence: 'Off, only the customer’s messages can: others are refused with 400. The vendor’s pages say both.',
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'Their direction is “outbound”. A workflow must not answer itself.',
		},
		detailShape: {
			title: 'Shape of “detail” in a 422',
			sentence: 'The SDK expects all three. A client should find the reason in each.',
			options: { array: 'A list of faults', string: 'A text', object: 'An object' },
		},
		keyScope: {
			title: 'The kind of API key',
			sentence: 'An agent’s key sees its own identity only. Unclaimed, it may not manage webhooks: publishing a workflow fails with 403.',
			options: {
				admin: 'Admin: sees all',
				claimed: 'One agent’s, claimed',
				unclaimed: 'One agent’s, unclaimed',
			},
		},
		mintsFirstKey: {
			title: 'The first webhook makes the signing key',
			sentence: 'Off, there is no key, and webhooks arrive unsigned. A careful client refuses them.',
		},
		imessageEnabled: {
			title: 'iMessage is enabled for the identity',
			sentence: 'Off, tapbacks are refused with 400, and no events are sent.',
		},
		assignment: {
			title: 'The customer’s connection',
			sentence: 'Released, tapbacks are refused with 409 until the customer connects again.',
			options: { active: 'Connected', released: 'Released' },
		},
		contactRule: {
			title: 'The contact rule for the customer',
			sentence: 'Blocked, tapbacks are refused with 403, and no events are sent.',
			options: { allowed: 'Allowed', blocked: 'Blocked' },
		},
		customer: {
			title: 'The customer’s address',
			sentence: 'An e-mail address can only write to you: tapbacks and messages are refused with 422. The page goes on showing the number.',
			options: { phone: 'A phone number', email: 'An e-mail address' },
		},
		maxSubscriptions: {
			title: 'Webhooks of one identity at most',
			sentence: 'One more is refused with 409. The older pages say 20.',
			options: { 60: '60', 20: '20' },
		},
	},
	linq: {
		sendStatus: {
			title: 'Status of a tapback that is accepted',
			sentence: 'The documentation leaves it open. A client should take any 2xx.',
			options: { 202: '202 Accepted', 200: '200 OK' },
		},
		swap: {
			title: 'When the customer changes a tapback',
			sentence: 'Linq does not say whether the old one is told as removed. Whatever comes, a client should end with the new one.',
			options: {
				'added-only': 'Only “added”',
				'removed-then-added': '“removed”, then “added”',
				'added-then-removed': '“added”, then “removed”',
			},
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'They say is_from_me. A workflow must not answer itself.',
		},
		namesLine: {
			title: 'Events name the line',
			sentence: 'Others saw data.line.phone_number; the vendor’s pages don’t show it. Without it a client can’t say which line was tapped.',
		},
		unsupportedService: {
			title: 'Refusal of a tapback on an SMS',
			sentence: 'The error reference has two codes that fit. A client should say that the message takes no tapbacks, and not try again.',
			options: { 2017: '409 with code 2017', 4005: '422 with code 4005' },
		},
	},
	sendblue: {
		mode: {
			title: 'Which Sendblue answers',
			sentence:
				'The documented one takes the six, any message id, and no removal. The newer one, seen by others, also takes emoji and removals (“-love”), and refuses wrong targets with 404 and 422.',
			options: { classic: 'Documented', v2: 'Newer' },
		},
		hmac: {
			title: 'Webhooks carry an HMAC signature, too',
			sentence: 'It stands beside the plain secret. Where it is there, a client should check it: only it protects body and time.',
		},
		statusErrorOn200: {
			title: 'Tapbacks are refused with status 200',
			sentence: 'Only the body says “ERROR”. A client should not take it for success.',
		},
		inboundTapbacks: {
			title: 'The customer’s tapbacks',
			sentence: 'There is no event for them: they come as messages like Loved “See you”, or, as one integrator says, never.',
			options: { text: 'Come as text messages', none: 'Never come' },
		},
		phoneLanguage: {
			title: 'The language of the customer’s phone',
			sentence: 'Apple writes the text of a tapback in it. A client should find the message all the same.',
			options: {
				'en-US': 'English',
				'en-GB': 'English (Britain)',
				de: 'German',
				'pt-BR': 'Portuguese (Brazil)',
				'pt-PT': 'Portuguese (Portugal)',
			},
		},
	},
	tuco: {
		payload: {
			title: 'Where the event holds its facts',
			sentence: 'No page says what message.reaction holds. A client should find them in either place.',
			options: { nested: 'Inside “data”', flat: 'At the top level' },
		},
		actionField: {
			title: 'How an event says “removed”',
			sentence: 'Undocumented. Where nothing says it, a removal looks like another tapback.',
			options: {
				action: '“action”: “removed”',
				isRemoval: '“isRemoval”: true',
				prefix: 'A minus: “-love”',
				absent: 'Not at all',
			},
		},
		recipientPhone: {
			title: 'Events name the customer’s number',
			sentence: 'Off, they hold only the id of a lead, and a client cannot say who tapped.',
		},
		acceptsReactionEvent: {
			title: 'Webhooks can be had for tapbacks',
			sentence: 'Off, subscribing to message.reaction is refused with 400: publishing a workflow fails, and should say why.',
		},
		echo: {
			title: ECHO_TITLE,
			sentence: 'Their direction is “outbound”. A workflow must not answer itself.',
		},
		relay: {
			title: 'The relay to iMessage',
			sentence:
				'After a 502 nobody knows whether the tapback stands. The same again would take it off, so a client must not simply repeat.',
			options: {
				ready: 'Works',
				queued: 'Has not sent the message yet (400)',
				'no-credentials': 'Has no credentials (400)',
				fails: 'Fails before it sends (502)',
				'fails-after-sending': 'Fails after it sent (502)',
			},
		},
		workspace: {
			title: 'The workspace',
			sentence:
				'Unpaid, it is read-only, and all that changes something is refused with 402. Without one, n8n’s credential test fails with 400.',
			options: { active: 'Active', 'read-only': 'Read-only until paid (402)', none: 'None (400)' },
		},
		reactionsPerMinute: {
			title: 'Limit for tapbacks',
			sentence: 'Above it, 429 with Retry-After. A client should wait and lose nothing.',
			options: { 60: '60 in a minute', 0: 'None' },
		},
	},
};
