export default {
	// Jest leaves one core free by itself: half of a small machine.
	maxWorkers: '100%',
	// A machine that others use at the same time is slow.
	testTimeout: 30_000,
	testMatch: ['<rootDir>/test/**/*.test.mts', '<rootDir>/sandbox/test/**/*.test.mts', '<rootDir>/plugins/*/test/**/*.test.mts'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/sandbox/dist/', '<rootDir>/plugins/botkit/dist/', '<rootDir>/host/versions/', '<rootDir>/.tapback/'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
};
