import tseslint from 'typescript-eslint'
import reactHooks from 'eslint-plugin-react-hooks'

/** Who may not import what. The whole architecture, in one table. */
const forbidden = {
  'shared/**/*.ts': ['**/electron/**', '**/renderer/**', 'electron', 'node:*', 'ws', 'react', 'zustand'],
  'renderer/**/*.{ts,tsx}': ['**/electron/**', 'electron', 'node:*', 'ws'],
  'electron/core/**/*.ts': ['**/shell/**', '**/renderer/**', 'electron'],
  'electron/{serve,cli}.ts': ['**/shell/**', '**/renderer/**', 'electron'],
  'electron/bridge.ts': ['**/shell/**', '**/renderer/**', '**/core/**', 'electron'],
  'electron/{main,preload}.ts': ['**/renderer/**'],
  'electron/shell/**/*.ts': ['**/renderer/**'],
  'e2e/**/*.ts': ['**/electron/**', '**/renderer/**', '**/shared/**'],
}

export default tseslint.config(
  { ignores: ['dist', 'out', '**/target', 'node_modules', 'resources', 'test-results', 'playwright-report'] },
  ...tseslint.configs.strict,
  { rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }], 'no-console': 'off' } },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  { files: ['**/*.test.ts', '**/*.test.tsx', 'test/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  ...Object.entries(forbidden).map(([files, group]) => ({
    files: [files],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: `Not from ${files}` }] }] },
  })),
)
