import { spawn, type ChildProcess } from 'node:child_process'

/** What stands between the host and wasmtime: it sets limits of the operating system and dies with the host. Node can do neither. */
export interface Launcher {
  /** The native bridge, or node. */
  command: string
  /** `['launch']`, or `[belljar-bridge.mjs, 'launch']`. */
  prefix: string[]
}

export interface OsLimits {
  /** Open files. */
  nofile: number
  /** Address space in bytes. wasmtime reserves 4 GiB for each memory that it runs, so only values from 8 GiB up let it run anything. */
  as?: number
}

export interface Launch {
  program: string
  args: string[]
  env: Record<string, string>
  limits: OsLimits
  cwd?: string
}

export function launchArgs(launcher: Launcher, launch: Launch, parent: number): string[] {
  const { nofile, as } = launch.limits
  const limits = ['--nofile', String(nofile), '--core', '0', ...(as === undefined ? [] : ['--as', String(as)])]
  return [...launcher.prefix, '--parent', String(parent), ...limits, '--', launch.program, ...launch.args]
}

/**
 * Starts a program under the launcher. It gets a process group of its own: a signal to the group reaches the program also where
 * the launcher stays between it and us, and a Ctrl-C in our terminal does not.
 */
export function launchChild(launcher: Launcher, launch: Launch): ChildProcess {
  return spawn(launcher.command, launchArgs(launcher, launch, process.pid), {
    env: launch.env,
    ...(launch.cwd !== undefined && { cwd: launch.cwd }),
    stdio: 'pipe',
    windowsHide: true,
    detached: process.platform !== 'win32',
  })
}

/** Sends a signal to the launcher and what it launched; nothing happens when they are gone. */
export function signalChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}
