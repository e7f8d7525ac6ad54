import type { Call } from '../../shared/records.ts'

export function asNdjson(calls: readonly Call[]): string {
  return calls.map((call) => `${JSON.stringify(call)}\n`).join('')
}

const columns = [
  ['time', ({ at }) => new Date(at).toISOString()],
  ['server', ({ server }) => server],
  ['tool', ({ tool }) => tool],
  ['client', ({ client }) => client],
  ['outcome', ({ outcome }) => outcome],
  ['took ms', ({ durationMs }) => durationMs],
  ['waited ms', ({ waitedMs }) => waitedMs],
  ['started ms', ({ startedMs }) => startedMs],
  ['peak bytes', ({ peakBytes }) => peakBytes],
  ['result bytes', ({ resultBytes }) => resultBytes],
  ['arguments', ({ argsPreview }) => argsPreview],
  ['result', ({ resultPreview }) => resultPreview],
  ['reason', ({ reason }) => reason],
  ['id', ({ id }) => id],
] as const satisfies [string, (call: Call) => string | number | undefined][]

export const csvHead = columns.map(([name]) => name).join(',')

/** RFC 4180. Texts that a spreadsheet would take for a formula begin with an apostrophe: they come from servers. */
export function asCsv(calls: readonly Call[]): string {
  return calls.map((call) => `${columns.map(([, of]) => field(of(call))).join(',')}\r\n`).join('')
}

function field(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
