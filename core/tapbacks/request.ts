import type { ApiClient } from '../http/types';
import type { Provider } from '../providers/provider';
import type { SendCommand, SendReceipt } from '../providers/reactions';

/** @throws TapbackError every refusal of the provider, and BAD_ANSWER where a 2xx doesn't confirm the command. */
export async function requestTapback(provider: Provider, command: SendCommand, call: ApiClient): Promise<SendReceipt> {
	return provider.send.parse(await call(provider.send.build(command)), command);
}
