import { isTapbackError } from '../../../core/model/errors';

export const NOW = 1_767_225_600_000;
export const MESSAGE = '6a0000000000000000000001';

export const codeOf = (act: () => unknown): string => {
	try {
		act();
	} catch (error) {
		return isTapbackError(error) ? error.code : String(error);
	}
	return 'passed';
};
