import path from 'node:path'
import { preparePython } from '../../../test/clients/python.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** A server that people use today, from npm, as a command for `Guest`. */
export function npmPeer(name: 'filesystem' | 'sequential-thinking', ...args: string[]): [string, ...string[]] {
  return [
    process.execPath,
    path.join(root, 'node_modules/@modelcontextprotocol', `server-${name}`, 'dist/index.js'),
    ...args,
  ]
}

/** A Python with the servers of PyPI and the libraries that ours are compared with; else why there is none. Its first call takes minutes. */
export function preparePeers(): Promise<{ python: string } | { reason: string }> {
  return preparePython(path.join(import.meta.dirname, 'requirements.txt'))
}
