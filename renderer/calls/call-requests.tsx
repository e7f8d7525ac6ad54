import { useEffect, useState } from 'react'
import type { OutgoingRequest } from '../../shared/access.ts'
import type { Call } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { bytes, count, duration, written } from '../words/amounts.ts'

/** As many as can be asked for at once. */
const most = 1000

/** What a call asked of other computers. Nothing where it asked for nothing. */
export function CallRequests({ call }: { call: Call }) {
  const [requests, setRequests] = useState<OutgoingRequest[]>([])
  const { id, outcome } = call
  useEffect(() => {
    let current = true
    // Without them the call is still worth reading.
    ask('requests.list', { call: id, limit: most }).then(
      (found) => current && setRequests(found),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [id, outcome])
  if (requests.length === 0) return null
  const denied = requests.filter((request) => request.outcome === 'denied').length
  return (
    <section className="block stack" aria-label="Requests">
      <div className="head">
        <h3>Requests</h3>
        <span className="quiet cut">
          {count(requests.length)}
          {requests.length === most && ' or more'} during this call{denied > 0 && `, ${count(denied)} denied`}
        </span>
      </div>
      <table className="table requests" aria-label="Requests of this call">
        <thead>
          <tr>
            <th>To</th>
            <th className="c-status num">Answer</th>
          </tr>
        </thead>
        <tbody>
          {[...requests].reverse().map((request) => (
            <tr key={request.id}>
              <td>
                <span className="mono">
                  <Plain text={request.origin} />
                </span>
                <small>
                  {request.method}, {written(duration(request.durationMs))}
                  {request.outcome === 'answered' && `, ${written(bytes(request.receivedBytes))} received`}
                  {request.reason && (
                    <>
                      . <Plain text={request.reason} />
                    </>
                  )}
                </small>
              </td>
              <td className="num">
                <Answer request={request} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Answer({ request: { outcome, status } }: { request: OutgoingRequest }) {
  switch (outcome) {
    case 'answered':
      return <>{status}</>
    case 'denied':
      return (
        <span className="state denied">
          <Icon name="denied" mark="denied" />
          Denied
        </span>
      )
    case 'failed':
      return (
        <span className="state failed">
          <Icon name="failed" mark="failed" />
          Failed
        </span>
      )
  }
  return outcome satisfies never
}
