import path from 'node:path'
import type { AppFiles } from '../../app-files.ts'
import type { Places } from '../home/places.ts'

/** Folders that no server may ever touch: whoever writes there decides what servers may do, whoever reads there learns what they keep. */
export function ownFolders(places: Places, files: AppFiles, env: NodeJS.ProcessEnv): string[] {
  const given = env['WASMTIME']
  const folders = [
    places.home,
    places.cache,
    ...(places.socket.startsWith('\\\\') ? [] : [path.dirname(places.socket)]),
    files.renderer,
    files.resources,
    ...[files.recordsWorker, files.nativeBridge, files.nodeBridge, files.serve].map((file) => path.dirname(file)),
    ...(given && path.isAbsolute(given) ? [path.dirname(given)] : []),
  ]
  return [...new Set(folders)]
}
