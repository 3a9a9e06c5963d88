import type { ApiClient } from '../http/types';
import type { Provider } from '../providers/provider';
import type { SendCommand, SendReceipt } from '../providers/reactions';

/**
 * Sends the request of a checked command.
 * @throws TapbackError BAD_ANSWER if a 2xx doesn't confirm the command, and every refusal of the provider.
 */
export async function requestTapback(provider: Provider, command: SendCommand, call: ApiClient): Promise<SendReceipt> {
	return provider.send.parse(await call(provider.send.build(command)), command);
}
