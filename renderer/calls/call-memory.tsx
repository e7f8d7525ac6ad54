import type { Call } from '../../shared/records.ts'
import { Icon } from '../ui/icon.tsx'
import { memory } from '../words/amounts.ts'

const nearShare = 0.8

/** Its instance came close to its memory limit. */
export function isNearLimit({ peakBytes, limitBytes }: Pick<Call, 'peakBytes' | 'limitBytes'>): boolean {
  return peakBytes !== undefined && limitBytes !== undefined && peakBytes >= nearShare * limitBytes
}

export function memoryText({ peakBytes, limitBytes }: Pick<Call, 'peakBytes' | 'limitBytes'>): string {
  if (peakBytes === undefined) return ''
  return limitBytes === undefined ? memory(peakBytes) : `${memory(peakBytes)} of ${memory(limitBytes)}`
}

/** In a list: only where it wants a look. */
export function MemoryWarning({ call }: { call: Call }) {
  if (!isNearLimit(call)) return null
  const text = `Close to its memory limit: ${memoryText(call)}`
  return (
    <span title={text} className="near-limit">
      <Icon name="memory" mark="denied" />
      <span className="sr">{text}</span>
    </span>
  )
}

/** In a detail: how much of what was allowed it took. */
export function MemoryBlock({ call }: { call: Call }) {
  const { peakBytes, limitBytes } = call
  if (peakBytes === undefined) return null
  const near = isNearLimit(call)
  const share = limitBytes === undefined ? null : Math.min(1, peakBytes / limitBytes)
  return (
    <div className="block stack" aria-label="Memory" role="group">
      <div className="head">
        <h3>{memory(peakBytes)}</h3>
        <span className="quiet cut">most memory{limitBytes !== undefined && `, of ${memory(limitBytes)}`}</span>
      </div>
      {share !== null && (
        <span
          className={near ? 'meter denied' : 'meter'}
          role="meter"
          aria-label="Memory"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={memoryText(call)}
        >
          <i style={{ width: `${share * 100}%` }} />
        </span>
      )}
      {near && (
        <p className="second meaning">
          <Icon name="memory" mark="denied" /> Close to the limit. With more data it can fail; the limit is under Grants
          of its server.
        </p>
      )}
    </div>
  )
}
