import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { isAlive } from './start-host.ts'
import { say } from './say.ts'
import type { LaunchArguments } from './arguments.ts'

/** How often the parent's life is asked for, in ms. */
const look = 200

/**
 * Runs a program with limits and sees to it that it ends with `parent`. Node cannot become the program as the native launcher
 * does, so this process stays, passes signals on, and ends as the program ended.
 */
export function launch(wanted: LaunchArguments): void {
  if (process.ppid !== wanted.parent) {
    say(`Cannot watch process ${wanted.parent}: it is not the parent, or it has ended`)
    process.exit(126)
  }
  // Before the program is there: it may say that it runs, and be told to end, before this process goes on.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [command, args] = limited(wanted)
  const child = spawn(command, args, { stdio: 'inherit', windowsHide: true })
  let watch: ChildProcess | undefined
  child.on('error', (error: NodeJS.ErrnoException) => {
    say(`Cannot start ${wanted.program}: ${error.code === 'ENOENT' ? 'No such file or directory' : error.message}`)
    process.exit(error.code === 'ENOENT' ? 127 : 126)
  })
  child.on('spawn', () => {
    watch = startGuard(child.pid as number)
  })
  child.on('exit', (code, signal) => {
    watch?.stdin?.write('done\n', () => endAs(code, signal))
    if (!watch?.stdin) endAs(code, signal)
  })
  setInterval(() => {
    if (process.ppid === wanted.parent && isAlive(wanted.parent)) return
    killTree(child.pid as number)
    process.exit(137)
  }, look)
}

/** The shell sets what Node cannot; its script is fixed, the words are arguments. Windows has no such limits. */
function limited({ as, nofile, core, program, args }: LaunchArguments): [string, string[]] {
  if (process.platform === 'win32') return [program, args]
  const blocks = (bytes: number | undefined, size: number): string =>
    bytes === undefined ? '' : String(Math.ceil(bytes / size))
  const limits = [blocks(as, 1024), blocks(nofile, 1), blocks(core, 512)]
  return ['/bin/sh', ['-c', limitScript, 'sh', ...limits, program, ...args]]
}

/** Never above what is allowed already; macOS has no limit on address space that holds. */
const limitScript = `
lower() {
  [ -n "$2" ] || return 0
  now=$(ulimit -H "-$1" 2>/dev/null) || return 0
  if [ "$now" != unlimited ] && [ "$now" -lt "$2" ]; then ulimit "-$1" "$now"; else ulimit "-$1" "$2"; fi
}
lower v "$1"; lower n "$2"; lower c "$3"
shift 3
exec "$@"
`

/**
 * Kills the program when this process is killed: its input ends then. A shell, because it is small and everywhere;
 * on Windows this script itself.
 */
function startGuard(pid: number): ChildProcess {
  const options = {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'ignore'] as ['pipe', 'ignore', 'ignore'],
  }
  const [command, args]: [string, string[]] =
    process.platform === 'win32'
      ? [process.execPath, [process.argv[1] ?? '', guard.word, String(pid)]]
      : ['/bin/sh', ['-c', 'read -r done || kill -9 "$1"', 'sh', String(pid)]]
  const child = spawn(command, args, options)
  child.on('error', () => say('The program is not guarded against the end of its launcher.'))
  child.stdin?.on('error', () => undefined)
  child.unref()
  return child
}

export const guard = {
  word: '--guard',
  run(pid: number): void {
    let done = false
    process.stdin.on('data', () => (done = true)).on('end', () => done || killTree(pid))
  },
}

function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/T', '/F', '/PID', String(pid)], { stdio: 'ignore', detached: true, windowsHide: true }).unref()
    return
  }
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

function endAs(code: number | null, signal: NodeJS.Signals | null): never {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  // Where a signal does not end a process, its number still tells.
  process.exit(128 + (constants.signals[signal] ?? 0))
}
