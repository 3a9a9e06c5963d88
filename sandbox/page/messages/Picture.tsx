import { useSignal } from '@preact/signals';
import { Icon } from '../parts/Icon.tsx';
import { fileName, pictureSource } from './part-text.mts';

/** A picture of a message, or its name if it can't be loaded. The bubble has the accessible name. */
export function Picture({ url }: { url: string }) {
	const failedUrl = useSignal<string | undefined>(undefined);
	if (failedUrl.value === url) {
		return (
			<span class="picture-missing">
				<Icon name="picture" size={28} />
				<span>{fileName(url)}</span>
			</span>
		);
	}
	return <img class="picture" src={pictureSource(url)} alt="" onError={() => (failedUrl.value = url)} />;
}
