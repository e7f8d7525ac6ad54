import { defineConfig } from 'vitest/config'

const ignored = ['**/node_modules/**', '**/dist/**', '**/out/**', '**/target/**', 'e2e/**']

/** `unit` needs nothing but Node. `run` starts real processes: wasmtime, bridges, hosts. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...ignored, '**/*.run.test.ts'],
          globalSetup: ['./scripts/test-setup.mjs'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'run',
          include: ['**/*.run.test.ts'],
          exclude: ignored,
          globalSetup: ['./scripts/test-setup.mjs'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // The summary names each that needed its second try.
          retry: process.env['CI'] ? 1 : 0,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
