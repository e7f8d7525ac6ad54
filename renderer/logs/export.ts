import { ask, problemOf } from '../connection.ts'
import { tellExport, useExport } from '../store/exporting.ts'
import { say } from '../store/window.ts'
import { counted } from '../words/amounts.ts'
import { fileToWrite } from './file-to-write.ts'
import { asNdjson, asText } from './lines-as-text.ts'
import type { LogQuery } from './log-query.ts'
import { pagesOf } from './pages-of.ts'

export const formats = {
  ndjson: { text: 'NDJSON, as recorded', end: 'ndjson', type: 'application/x-ndjson', write: asNdjson },
  text: { text: 'Text, as shown', end: 'log', type: 'text/plain', write: asText },
} as const
export type Format = keyof typeof formats

let stop: AbortController | null = null

/** Writes every line that the query finds now to a file. What is written later does not belong to it. */
export async function exportLines(query: LogQuery, format: Format, name: string): Promise<void> {
  if (stop) return
  const ending = new AbortController()
  stop = ending
  const { signal } = ending
  const { end, type, write } = formats[format]
  try {
    // First of all: browsers show their dialog only right after a click.
    const file = await fileToWrite(`${name}.${end}`, type)
    if (!file) return
    useExport.setState({ now: { done: 0, all: null, cancel: () => ending.abort() } })
    const [newest] = await ask('logs.list', { ...query, limit: 1 })
    let done = 0
    void ask('logs.count', query).then(
      ({ lines }) => tellExport({ all: lines }),
      () => undefined,
    )
    try {
      const list = (input: Parameters<typeof ask<'logs.list'>>[1]) => ask('logs.list', input)
      for await (const lines of pagesOf(query, list, { last: newest?.seq ?? 0 })) {
        if (signal.aborted) break
        await file.write(`${write(lines)}\n`)
        done += lines.length
        tellExport({ done })
      }
    } catch (error) {
      await file.abort()
      throw error
    }
    if (signal.aborted) await file.abort()
    else await file.close()
    const told = signal.aborted ? 'The export was cancelled.' : `${counted(done, 'line')} exported.`
    say({ tone: 'done', message: told })
  } catch (error) {
    const { message } = problemOf(error)
    say({ tone: 'failed', message: `The lines were not exported. ${message}` })
  } finally {
    stop = null
    useExport.setState({ now: null })
  }
}
