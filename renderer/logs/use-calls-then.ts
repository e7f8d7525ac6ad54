import { useEffect, useState } from 'react'
import type { Call, LogLine } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { useEpoch } from '../store/store.ts'

/** Whoever goes through lines with the keys does not ask for each of them, ms. */
const restMs = 150
const none: Call[] = []

/** The calls that ran when a line was written, newest first. */
export function useCallsThen(line: LogLine | null): readonly Call[] {
  const epoch = useEpoch()
  const [found, setFound] = useState<{ seq: number; calls: Call[] } | null>(null)
  useEffect(() => {
    if (!line) return
    let current = true
    const timer = setTimeout(() => {
      ask('calls.list', { server: line.server, until: line.at + 1, limit: 50 }).then(
        (calls) => current && setFound({ seq: line.seq, calls: calls.filter((call) => ranAt(call, line)) }),
        () => undefined,
      )
    }, restMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [line, epoch])
  return line && found?.seq === line.seq ? found.calls : none
}

/** Its last words may be read a moment after its answer. */
const late = 50

function ranAt(call: Call, line: LogLine): boolean {
  if (line.instance !== undefined && call.instance !== undefined && call.instance !== line.instance) return false
  if (line.session !== call.session) return false
  return call.at <= line.at + 1 && (call.durationMs === undefined || line.at <= call.at + call.durationMs + late)
}
