import { execFile } from 'node:child_process'

interface Options {
  env?: NodeJS.ProcessEnv
  cwd?: string
  timeoutMs?: number
  signal?: AbortSignal
}

/** The machine could not run it now; that says nothing about the program. */
export class PassingError extends Error {
  override readonly name = 'PassingError'
}

/** Runs a program to its end and gives what it printed. Rejects with what it printed on stderr, or why it did not start. */
export function runProgram(file: string, args: string[], options: Options = {}): Promise<string> {
  const { env = {}, cwd, timeoutMs = 10_000, signal } = options
  return new Promise((resolve, reject) => {
    const settings = { env, timeout: timeoutMs, killSignal: 'SIGKILL' as const, maxBuffer: 4 << 20, windowsHide: true }
    execFile(
      file,
      args,
      { ...settings, ...(cwd !== undefined && { cwd }), ...(signal && { signal }) },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout)
        if (error.killed && !signal?.aborted)
          return reject(new PassingError(`It did not end within ${timeoutMs / 1000} s.`))
        if (passing.has(String(error.code)))
          return reject(new PassingError(`The system could not start it: ${error.code}.`))
        if (error.signal) return reject(new Error(`It was ended by ${error.signal}.`))
        if (typeof error.code === 'string') return reject(new Error(meanings[error.code] ?? error.code))
        reject(new Error(stderr.trim().split('\n')[0] || `It exited with ${String(error.code)}.`))
      },
    )
  })
}

const meanings: Record<string, string> = {
  ENOENT: 'There is no such file, or its interpreter is missing.',
  EACCES: 'It may not be executed.',
  ENOEXEC: 'It is no program for this system.',
  UNKNOWN: 'It is no program for this system.',
}

const passing = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM', 'ETXTBSY'])
