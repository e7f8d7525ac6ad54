import type { Call } from '../../shared/records.ts'
import { ask, problemOf } from '../connection.ts'
import { fileToWrite } from '../logs/file-to-write.ts'
import { say } from '../store/window.ts'
import { counted } from '../words/amounts.ts'
import type { CallQuery } from './call-filter.ts'
import { asCsv, asNdjson, csvHead } from './calls-as-text.ts'

const pageSize = 1000

export const formats = {
  ndjson: { text: 'NDJSON, as recorded', end: 'ndjson', type: 'application/x-ndjson', head: '', write: asNdjson },
  csv: { text: 'CSV, for a spreadsheet', end: 'csv', type: 'text/csv', head: csvHead, write: asCsv },
} as const
export type Format = keyof typeof formats

/** Writes every call that the query finds, newest first, with the beginnings of its arguments and result. */
export async function exportCalls(query: CallQuery, format: Format): Promise<void> {
  const { end, type, head, write } = formats[format]
  try {
    // First of all: browsers show their dialog only right after a click.
    const file = await fileToWrite(`belljar-calls.${end}`, type)
    if (!file) return
    let done = 0
    try {
      if (head) await file.write(`${head}\r\n`)
      for (let page: Call[] = [], before: string | undefined; ; before = page.at(-1)?.id) {
        page = await ask('calls.list', { ...query, ...(before !== undefined && { before }), limit: pageSize })
        if (page.length > 0) await file.write(write(page))
        done += page.length
        if (page.length < pageSize) break
      }
    } catch (error) {
      await file.abort()
      throw error
    }
    await file.close()
    say({ tone: 'done', message: `${counted(done, 'call')} exported.` })
  } catch (error) {
    say({ tone: 'failed', message: `The calls were not exported. ${problemOf(error).message}` })
  }
}
