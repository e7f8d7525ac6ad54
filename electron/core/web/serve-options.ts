import { parseArgs } from 'node:util'
import { ProblemError } from '../../../shared/rpc.ts'

export interface ServeOptions {
  home?: string
  port: number
  /** Started by a bridge: says nothing, opens nothing, ends when nobody needs it. */
  background: boolean
  /** The address as JSON. */
  json: boolean
  open: boolean
  help: boolean
}

export const serveHelp = `Usage: belljar serve [options]

Runs Belljar without a desktop window and opens it in the browser.

  --home DIR     the data directory (else BELLJAR_HOME, else the usual place of this platform)
  --port N       the port on 127.0.0.1 (else any free one)
  --no-open      prints the address and opens nothing
  --json         prints the address as JSON, {"url":"..."}
  --background   no page, no words; ends when no client was connected for 10 minutes
`

export function serveOptions(words: string[]): ServeOptions {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        home: { type: 'string' },
        port: { type: 'string' },
        background: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const port = Number(values.port ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`${values.port ?? ''} is no port`)
    return {
      ...(values.home !== undefined && { home: values.home }),
      port,
      background: values.background,
      json: values.json,
      open: !values['no-open'] && !values.background,
      help: values.help,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message.split(/\.?(?:\n|$|\. )/)[0] : String(error)
    throw new ProblemError({
      code: 'bad-request',
      message: `${why ?? 'These words are not understood'}.`,
      hint: 'belljar serve --help lists what it takes.',
    })
  }
}
