import { useEffect, useState } from 'react'
import type { Problem } from '../../shared/domain.ts'
import type { Call, CallDetail } from '../../shared/records.ts'
import { ask, problemOf } from '../connection.ts'
import { hashOf } from '../route.ts'
import { IconButton } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { OutcomeText } from '../ui/state.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { duration, written } from '../words/amounts.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { exactly } from '../words/times.ts'
import { CallRequests } from './call-requests.tsx'
import { ArgumentsBlock, ResultBlock } from './payload.tsx'

interface Props {
  id: string
  /** The list it is in, for going to its neighbours. */
  calls: readonly Call[]
  open: (id: string | null) => void
}

/** One call: what was asked, what came back, how long it took. Fetched whole; the list carries only beginnings. */
export function CallDetailPane({ id, calls, open }: Props) {
  const listed = calls.find((call) => call.id === id)
  const [detail, setDetail] = useState<CallDetail | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const outcome = listed?.outcome

  // Again when it ends: a call can be opened while it runs.
  useEffect(() => {
    let current = true
    ask('calls.get', { id }).then(
      (found) => current && setDetail(found),
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [id, outcome])

  const call: Call | undefined = detail ?? listed
  const at = calls.findIndex((each) => each.id === id)
  const newer = calls[at - 1]
  const older = at < 0 ? undefined : calls[at + 1]
  return (
    <aside className="detail" aria-label="Call" tabIndex={0}>
      <div className="block">
        <div className="head">
          <h2 className="cut">{call ? <Plain text={call.tool} /> : 'Call'}</h2>
          {call && <span className="quiet cut">{call.server}</span>}
          <span className="row push tight">
            {newer && <IconButton icon="left" label="Newer call" small onClick={() => open(newer.id)} />}
            {older && <IconButton icon="right" label="Older call" small onClick={() => open(older.id)} />}
            <IconButton icon="close" label="Close" small onClick={() => open(null)} />
          </span>
        </div>
        {call && <Facts call={call} />}
      </div>
      {problem && !detail && (
        <div className="block">
          <Trouble problem={problem} />
        </div>
      )}
      {call && <CallRequests key={id} call={call} />}
      {detail && <ArgumentsBlock json={detail.args} />}
      {detail?.result !== undefined && <ResultBlock json={detail.result} size={detail.resultBytes} />}
    </aside>
  )
}

function Facts({ call }: { call: Call }) {
  const words = outcomeWords(call.outcome)
  return (
    <>
      <dl className="facts">
        <dt>Outcome</dt>
        <dd>
          <OutcomeText words={words} />
        </dd>
        {call.durationMs !== undefined && (
          <>
            <dt>Took</dt>
            <dd>{written(duration(call.durationMs))}</dd>
          </>
        )}
        <dt>From</dt>
        <dd>
          <Plain text={call.client} />
        </dd>
        <dt>At</dt>
        <dd>{exactly(call.at)}</dd>
      </dl>
      {call.outcome !== 'answered' && (
        <p className="second meaning">
          {call.reason ? <Plain text={call.reason} /> : words.meaning}{' '}
          {call.trap && (
            <a className="link" href={hashOf({ screen: 'traps', item: call.trap })}>
              Show the trap
            </a>
          )}
        </p>
      )}
    </>
  )
}
