export const NOW = 1_767_225_600_000;
export const ME = '+12025550199';
export const HUMAN = '+12025550123';
