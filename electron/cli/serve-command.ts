import type { Command } from 'commander'
import { ProblemError } from '../../shared/rpc.ts'
import { appFiles } from '../app-files.ts'
import { serveOptions } from '../core/web/serve-options.ts'
import { runServe } from '../serve-run.ts'
import { UsageError } from './failure.ts'
import type { Common, Group } from './group.ts'

interface Options extends Common {
  port?: string
  open: boolean
  background?: boolean
}

/** serve. */
export function addServeCommand({ program }: Group): void {
  program
    .command('serve')
    .description('run Belljar without a desktop window, and open it in the browser')
    .option('--port <number>', 'the port on 127.0.0.1 (else any free one)')
    .option('--no-open', 'print the address and open nothing')
    .option('--background', 'no words and no page; ends when no client was connected for 10 minutes')
    .action((...given: unknown[]) => {
      const options = (given.at(-1) as Command).optsWithGlobals<Options>()
      const words = serveWords(options)
      understand(words)
      return runServe(words, appFiles())
    })
}

export function serveWords({ home, port, open, background, json }: Options): string[] {
  return [
    ...(home === undefined ? [] : [`--home=${home}`]),
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(open ? [] : ['--no-open']),
    ...(background ? ['--background'] : []),
    ...(json ? ['--json'] : []),
  ]
}

/** What is wrong with these words is wrong with the command line. */
function understand(words: string[]): void {
  try {
    serveOptions(words)
  } catch (error) {
    throw error instanceof ProblemError ? new UsageError(error.message) : error
  }
}
