import type { Look } from './looks.mts';
import type { Scene } from './scene.mts';

/** Something that the page can show. */
export interface State {
	name: string;
	looks: readonly Look[];
	arrange(scene: Scene): Promise<void>;
}
