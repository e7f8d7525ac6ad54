import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** Belljar's data folder, and what its host left there to be found. */
export class Home {
  readonly folder: string
  readonly #oldQuit: string | undefined

  constructor(folder: string) {
    this.folder = path.resolve(folder)
    this.#oldQuit = this.#quitMark()
  }

  /** Whether somebody chose Quit since this bridge started: an older Quit does not bind a new client. */
  wasQuit(): boolean {
    const now = this.#quitMark()
    return now !== undefined && now !== this.#oldQuit
  }

  #quitMark(): string | undefined {
    try {
      const found = statSync(path.join(this.folder, 'run', 'quit'), { bigint: true })
      return `${found.ino} ${found.mtimeNs}`
    } catch {
      return undefined
    }
  }

  /** The host's socket, as it wrote it down when it began to listen. */
  socket(): string | undefined {
    try {
      return (
        readFileSync(path.join(this.folder, 'run', 'socket'), 'utf8')
          .split('\n')[0]
          ?.trim() || undefined
      )
    } catch {
      return undefined
    }
  }

  get starting(): string {
    return path.join(this.folder, 'run', 'starting')
  }

  journal(session: string): string {
    return path.join(this.folder, 'run', 'sessions', `${session}.journal`)
  }
}

export function findHome(options: {
  given?: string | undefined
  env?: NodeJS.ProcessEnv
  platform?: NodeJS.Platform
}): Home {
  const { given, env = process.env, platform = process.platform } = options
  return new Home(given ?? besideProgram() ?? (env.BELLJAR_HOME || platformPlace(env, platform)))
}

/** HOME/bin/belljar-bridge.mjs belongs to HOME. */
function besideProgram(): string | undefined {
  const script = process.argv[1]
  if (!script || !existsSync(script)) return undefined
  const bin = path.dirname(realpathSync(script))
  return path.basename(bin) === 'bin' && existsSync(path.join(bin, 'start')) ? path.dirname(bin) : undefined
}

function platformPlace(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const user = env.HOME || homedir()
  if (platform === 'darwin') return path.join(user, 'Library', 'Application Support', 'Belljar')
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(user, 'AppData', 'Local'), 'Belljar')
  // The standard for this variable: a relative one is to be ignored.
  const data =
    env.XDG_DATA_HOME && path.isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : path.join(user, '.local', 'share')
  return path.join(data, 'belljar')
}
