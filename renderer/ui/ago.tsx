import { ago, exactly } from '../words/times.ts'
import { useNow } from './now.ts'

/** "12 s ago"; the exact moment on hover. */
export function Ago({ at }: { at: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at)}>
      {ago(at, now)}
    </time>
  )
}
