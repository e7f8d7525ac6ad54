import { createInterface } from 'node:readline/promises'

/** What a command talks to a person through. */
export interface Terminal {
  /** The command's result; the text ends with a line break where one is wanted. */
  out(text: string): void
  /** Everything else: progress, questions, what went wrong. */
  err(text: string): void
  /** Columns of stdout; undefined when it is no terminal, and then nothing is cut. */
  readonly columns: number | undefined
  readonly colours: boolean
  /** Progress may rewrite its line. */
  readonly liveErrors: boolean
  /** Asks on stderr; undefined when nobody can answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined
  /** Aborts when the reader of stdout is gone: nothing more is worth doing. */
  readonly unheard: AbortSignal
}

/** The terminal of this process. `head` closing a pipe ends a command quietly. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process
  const unheard = new AbortController()
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && !unheard.signal.aborted)
      stderr.write(`The output cannot be written: ${error.message}.\n`)
    if (error.code !== 'EPIPE') process.exitCode = 1
    unheard.abort()
  })
  stderr.on('error', () => undefined)
  return {
    out: (text) => void (unheard.signal.aborted || stdout.write(text)),
    err: (text) => void stderr.write(text),
    // Some terminals do not know, and say 0.
    columns: stdout.isTTY ? stdout.columns || 80 : undefined,
    colours: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    liveErrors: stderr.isTTY === true,
    ask: stdin.isTTY && stderr.isTTY ? askOnStderr : undefined,
    unheard: unheard.signal,
  }
}

async function askOnStderr(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-D is an answer too: none.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('\n')))
  try {
    return await Promise.race([lines.question(question), ended])
  } finally {
    lines.close()
  }
}
