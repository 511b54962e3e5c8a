/** Jest runs TypeScript through SWC, as ECMAScript modules: the Nest packages are ESM only. */
const project = (displayName, testMatch) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
});

export default {
  // A busy machine is no defect; what hangs is still found.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/tally-reporter.mjs'],
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts']),
    project('ui', ['<rootDir>/ui/src/**/*.spec.ts']),
    project('acceptance', ['<rootDir>/test/acceptance/**/*.spec.ts']),
    project('contract', ['<rootDir>/test/contract/**/*.spec.ts']),
    project('conformance', ['<rootDir>/test/conformance/**/*.spec.ts']),
    project('simulation', ['<rootDir>/test/simulation/**/*.spec.ts']),
    project('system', ['<rootDir>/test/system/**/*.spec.ts']),
  ],
};
