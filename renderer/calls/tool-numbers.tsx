import { useEffect, useState } from 'react'
import type { Latency, ToolStats } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { Ago } from '../ui/ago.tsx'
import { AmountText } from '../ui/amount.tsx'
import { Plain } from '../ui/plain.tsx'
import { count, duration } from '../words/amounts.ts'
import type { CallScope } from './call-filter.ts'

interface Props {
  scope: CallScope
  latency: Latency
  choose: (tool: { server: string; tool: string }) => void
}

/** The same numbers as the plot's, for each tool, as a table. */
export function ToolNumbers({ scope, latency, choose }: Props) {
  const [tools, setTools] = useState<ToolStats[] | null>(null)
  const key = JSON.stringify(scope)
  useEffect(() => {
    let current = true
    const { since, until } = latency
    ask('calls.tools', { ...(JSON.parse(key) as CallScope), since, until, limit: 200 }).then(
      (found) => current && setTools(found),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [key, latency])
  const time = (ms: number | null) => (ms === null ? '–' : <AmountText amount={duration(ms)} />)
  return (
    <div className="tool-numbers" role="region" tabIndex={0} aria-label="Numbers of each tool">
      <table className="table tight" aria-label="Tools">
        <thead>
          <tr>
            <th>Tool</th>
            <th className="num">Calls</th>
            <th className="num">Failed</th>
            <th className="num">p50</th>
            <th className="num">p95</th>
            <th className="num wide">Last</th>
          </tr>
        </thead>
        <tbody>
          {tools?.map(({ server, tool, calls, failed, p50, p95, lastAt }) => (
            <tr key={`${server} ${tool}`}>
              <td>
                <button type="button" className="row-name" onClick={() => choose({ server, tool })}>
                  <span className="name">
                    <Plain text={tool} />
                  </span>
                </button>{' '}
                <span className="quiet">{server}</span>
              </td>
              <td className="num">{count(calls)}</td>
              <td className="num">{failed > 0 ? count(failed) : <span className="quiet">0</span>}</td>
              <td className="num">{time(p50)}</td>
              <td className="num">{time(p95)}</td>
              <td className="num wide quiet">
                <Ago at={lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
