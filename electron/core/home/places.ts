import { createHash } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Where everything lies. All paths are absolute; `socket` may be a Windows pipe name. */
export interface Places {
  home: string
  cache: string
  wasm: string
  records: string
  backups: string
  bin: string
  run: string
  journals: string
  dumps: string
  socket: string
  /** False: the place must be written into a client's entry, or its bridge would look elsewhere. */
  isDefault: boolean
}

interface Options {
  home?: string
  env?: NodeJS.ProcessEnv
  platform?: NodeJS.Platform
}

/** Decides all places from the options and the environment. Looks at the disk, creates nothing. */
export function findPlaces(options: Options = {}): Places {
  const env = options.env ?? process.env
  const platform = options.platform ?? process.platform
  const standard = defaultHome(env, platform)
  const home = path.resolve(options.home || env['BELLJAR_HOME'] || standard)
  return {
    home,
    cache: path.resolve(env['BELLJAR_CACHE'] || defaultCache(env, platform)),
    wasm: path.join(home, 'wasm'),
    records: path.join(home, 'records'),
    backups: path.join(home, 'backups'),
    bin: path.join(home, 'bin'),
    run: path.join(home, 'run'),
    journals: path.join(home, 'run', 'sessions'),
    dumps: path.join(home, 'dumps'),
    socket: socketOf(home, env, platform),
    isDefault: home === path.resolve(standard),
  }
}

function defaultHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const user = userFolder(env)
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] || path.join(user, 'AppData', 'Local'), 'Belljar')
  if (platform === 'darwin') return path.join(user, 'Library', 'Application Support', 'Belljar')
  return path.join(absolute(env['XDG_DATA_HOME']) ?? path.join(user, '.local', 'share'), 'belljar')
}

function defaultCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const user = userFolder(env)
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] || path.join(user, 'AppData', 'Local'), 'Belljar', 'Cache')
  if (platform === 'darwin') return path.join(user, 'Library', 'Caches', 'Belljar')
  return path.join(absolute(env['XDG_CACHE_HOME']) ?? path.join(user, '.cache'), 'belljar')
}

function userFolder(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || env['USERPROFILE'] || os.homedir()
}

/** The XDG specification says that a relative path in these variables must be ignored. */
function absolute(folder: string | undefined): string | undefined {
  return folder && path.isAbsolute(folder) ? folder : undefined
}

/** A socket's path ends at 104 bytes on macOS and 108 on Linux, which a home folder easily exceeds: so a hash names it. */
function socketOf(home: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const hash = createHash('sha256').update(realPath(home)).digest('hex').slice(0, 12)
  if (platform === 'win32') return `\\\\.\\pipe\\belljar-${hash}`
  const name = `belljar-${process.getuid?.() ?? 0}-${hash}/s`
  const runtime = platform === 'linux' ? absolute(env['XDG_RUNTIME_DIR']) : undefined
  if (runtime && isFolder(runtime)) {
    const socket = path.join(runtime, name)
    if (Buffer.byteLength(socket) < 100) return socket
  }
  return `/tmp/${name}`
}

/** The real path of what exists, with the rest appended: the same before and after the folder is made. */
function realPath(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    const parent = path.dirname(folder)
    return parent === folder ? folder : path.join(realPath(parent), path.basename(folder))
  }
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}
