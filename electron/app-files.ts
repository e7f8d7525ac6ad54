import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the built app keeps what the host needs. Absolute paths; the native bridge may not have been built. */
export interface AppFiles {
  version: string
  renderer: string
  /** Holds `servers/`: the bundled servers and their catalogs. */
  resources: string
  recordsWorker: string
  nativeBridge: string
  nodeBridge: string
  /** A plain Node for the bridge where no native one was built. */
  node: string
  serve: string
}

/** Seen from a bundle in `dist/electron/`. `outside` is where a packaged app keeps what cannot lie in its archive. */
export function appFiles(outside?: string): AppFiles {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const bridge = process.platform === 'win32' ? 'belljar-bridge.exe' : 'belljar-bridge'
  return {
    version,
    renderer: path.join(root, 'dist', 'renderer'),
    resources: outside ?? path.join(root, 'resources'),
    recordsWorker: path.join(root, 'dist', 'electron', 'records-worker.js'),
    nativeBridge: outside ? path.join(outside, 'bin', bridge) : path.join(root, 'dist', 'bin', bridge),
    nodeBridge: path.join(root, 'dist', 'electron', 'bridge.mjs'),
    node: process.env['BELLJAR_NODE'] ?? (process.versions['electron'] ? 'node' : process.execPath),
    serve: path.join(root, 'dist', 'electron', 'serve.js'),
  }
}
