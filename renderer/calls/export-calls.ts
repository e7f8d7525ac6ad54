import { create } from 'zustand'
import { sayFailed } from '../act.ts'
import type { Call } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { fileToWrite } from '../logs/file-to-write.ts'
import { say } from '../store/window.ts'
import { counted } from '../words/amounts.ts'
import type { CallQuery } from './call-filter.ts'
import { asCsv, asNdjson, csvHead } from './calls-as-text.ts'

const pageSize = 1000

export const formats = {
  ndjson: {
    text: 'NDJSON, long texts shortened',
    end: 'ndjson',
    type: 'application/x-ndjson',
    head: '',
    write: asNdjson,
  },
  csv: { text: 'CSV, for a spreadsheet', end: 'csv', type: 'text/csv', head: csvHead, write: asCsv },
} as const
export type Format = keyof typeof formats

/** The export that is under way, also while another page is shown: how many calls are written. */
export const useCallExport = create<{ done: number | null }>()(() => ({ done: null }))

let stop: AbortController | null = null

export function cancelCallExport(): void {
  stop?.abort()
}

/** Writes every call that the query finds, newest first, with the beginnings of its arguments and result. One export at a time. */
export async function exportCalls(query: CallQuery, format: Format): Promise<void> {
  if (stop) return
  stop = new AbortController()
  const { signal } = stop
  const { end, type, head, write } = formats[format]
  try {
    // First of all: browsers show their dialog only right after a click.
    const file = await fileToWrite(`belljar-calls.${end}`, type)
    if (!file) return
    let done = 0
    useCallExport.setState({ done })
    try {
      if (head) await file.write(`${head}\r\n`)
      for (let page: Call[] = [], before: string | undefined; !signal.aborted; before = page.at(-1)?.id) {
        page = await ask('calls.list', { ...query, ...(before !== undefined && { before }), limit: pageSize })
        if (page.length > 0) await file.write(write(page))
        done += page.length
        useCallExport.setState({ done })
        if (page.length < pageSize) break
      }
    } catch (error) {
      await file.abort()
      throw error
    }
    if (signal.aborted) await file.abort()
    else await file.close()
    const told = signal.aborted ? 'The export was cancelled.' : `${counted(done, 'call')} exported.`
    say({ tone: 'done', message: told })
  } catch (error) {
    sayFailed(error, 'The calls were not exported.')
  } finally {
    stop = null
    useCallExport.setState({ done: null })
  }
}
