import type { TrapDetail } from '../../shared/records.ts'
import { limitText } from '../grants/limit-text.ts'
import { Meter } from '../ui/meter.tsx'
import { counted, duration, memory, written } from '../words/amounts.ts'

/** From here on memory is a likely cause. */
const near = 0.9

export function Moment({ trap }: { trap: TrapDetail }) {
  const { caused, memoryBytes, limits, aliveMs, calls, hash, wasmtime } = trap
  return (
    <div className="block stack">
      <div className="head">
        <h2>At that moment</h2>
      </div>
      <dl className="facts">
        <dt>Kind</dt>
        <dd className="mono">{trap.code}</dd>
        {memoryBytes !== undefined && (
          <>
            <dt>Memory</dt>
            <dd>
              {limits ? (
                <>
                  {Math.round(memoryBytes / 2 ** 20)} of {memory(limits.memoryBytes)}
                  <Meter
                    share={Math.min(1, memoryBytes / limits.memoryBytes)}
                    label="Memory of its limit"
                    tone={memoryBytes > limits.memoryBytes * near ? 'failed' : 'calm'}
                  />
                </>
              ) : (
                memory(memoryBytes)
              )}
            </dd>
          </>
        )}
        {memoryBytes === undefined && limits && (
          <>
            <dt>Memory</dt>
            <dd>not known, the limit was {memory(limits.memoryBytes)}</dd>
          </>
        )}
        {limits && (
          <>
            <dt>Call</dt>
            <dd>
              {caused?.durationMs !== undefined && `${written(duration(caused.durationMs))} of `}
              {caused?.durationMs === undefined && 'at most '}
              {limitText('ms', limits.callMs)}
            </dd>
            <dt>Open files</dt>
            <dd>at most {limitText('count', limits.handles)}</dd>
            <dt>One answer</dt>
            <dd>at most {limitText('bytes', limits.outputBytes)}</dd>
          </>
        )}
        {aliveMs !== undefined && (
          <>
            <dt>Instance</dt>
            <dd>
              alive for {written(duration(aliveMs))}
              {calls !== undefined && `, ${counted(calls, 'call')}`}
            </dd>
          </>
        )}
        {hash !== undefined && (
          <>
            <dt>Module</dt>
            <dd className="mono" title={`sha256 ${hash}`}>
              {hash.slice(0, 8)}
            </dd>
          </>
        )}
        {wasmtime !== undefined && (
          <>
            <dt>wasmtime</dt>
            <dd>{wasmtime}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
