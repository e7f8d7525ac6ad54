import path from 'node:path'
import type { AppFiles } from '../../app-files.ts'
import type { Places } from '../home/places.ts'

/** Folders that no server may ever touch: whoever writes there decides what servers may do, whoever reads there learns what they keep. */
export function ownFolders(places: Places, files: AppFiles, env: NodeJS.ProcessEnv): string[] {
  const program = env['WASMTIME']
  const holding = [
    files.recordsWorker,
    files.nativeBridge,
    files.nodeBridge,
    files.serve,
    ...(program ? [program] : []),
    // The packaged app; a plain Node lies where many other things do.
    ...(process.versions['electron'] ? [process.execPath] : []),
  ]
  const folders = [
    places.home,
    places.cache,
    // A pipe of Windows lies in no folder.
    ...(places.socket.startsWith('\\\\') ? [] : [path.dirname(places.socket)]),
    files.renderer,
    files.resources,
    ...holding.map((file) => path.dirname(file)),
  ]
  return [...new Set(folders)].filter((folder) => path.isAbsolute(folder))
}
