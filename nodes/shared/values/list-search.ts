import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import {
	listConversations,
	listRecentMessages,
	type ApiClient,
	type ListedConversation,
	type ListedMessage,
	type Provider,
} from '../../../core';
import { chosenAccount } from './list-options';
import { orNodeError } from '../errors/node-error';

const LONGEST_LABEL = 100;

interface Entry {
	name: string;
	value: string;
}

/** n8n's `listSearch` methods, for fields with a list and an ID: conversations and messages of the chosen provider's account. */
export const LIST_SEARCH = {
	/** The value is the id by which the messages of the conversation are read. */
	async searchConversations(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const conversations = async (provider: Provider, call: ApiClient) =>
			(await listConversations(provider, call)).map((one) => ({ name: nameOf(one), value: one.id }));
		return await search(this, conversations, filter);
	},
	/** The value is the address to which a message into the conversation is sent. */
	async searchAddressees(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const addressees = async (provider: Provider, call: ApiClient) =>
			(await listConversations(provider, call)).map((one) => ({ name: nameOf(one), value: one.address }));
		return await search(this, addressees, filter);
	},
	async searchMessages(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const messages = async (provider: Provider, call: ApiClient) =>
			(await listRecentMessages(provider, call)).map((one) => ({ name: labelOf(one), value: one.id }));
		return await search(this, messages, filter);
	},
};

async function search(
	context: ILoadOptionsFunctions,
	list: (provider: Provider, call: ApiClient) => Promise<Entry[]>,
	filter = '',
): Promise<INodeListSearchResult> {
	const account = await chosenAccount(context);
	if (account === undefined) return { results: [] };
	const entries = await orNodeError(context, list(account.provider, account.call));
	const wanted = filter.trim().toLowerCase();
	return { results: entries.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)) };
}

function nameOf({ participants, isGroup, id }: ListedConversation): string {
	const people = participants.join(', ') || id;
	return shortened(isGroup ? `Group: ${people}` : people);
}

function labelOf({ isFromMe, author, text, conversation }: ListedMessage): string {
	const people = conversation.participants.join(', ') || conversation.id;
	const who = isFromMe === true ? `You to ${people}` : (author ?? people);
	return shortened(`${who}: ${text ?? 'a picture'}`);
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length <= LONGEST_LABEL ? line : `${line.slice(0, LONGEST_LABEL)}…`;
}
