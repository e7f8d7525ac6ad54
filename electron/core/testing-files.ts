import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppFiles } from '../app-files.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** For tests: the files of this checkout, as it was last built. */
export const checkoutFiles: AppFiles = {
  version: '0.0.0-test',
  renderer: path.join(root, 'dist', 'renderer'),
  resources: path.join(root, 'resources'),
  recordsWorker: '',
  nativeBridge: path.join(root, 'dist', 'bin', 'belljar-bridge'),
  nodeBridge: path.join(root, 'dist', 'electron', 'bridge.mjs'),
  node: process.execPath,
  serve: path.join(root, 'dist', 'electron', 'serve.js'),
}
