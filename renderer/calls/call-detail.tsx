import { useEffect, useState } from 'react'
import type { Problem } from '../../shared/domain.ts'
import type { Call, CallDetail } from '../../shared/records.ts'
import { ask, problemOf } from '../connection.ts'
import { hashOfLogs } from '../logs/log-address.ts'
import { openInPlayground } from '../playground/open-call.ts'
import { useEpoch } from '../store/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { CallDenials } from './call-denials.tsx'
import { CallFacts } from './call-facts.tsx'
import { MemoryBlock } from './call-memory.tsx'
import { CallRequests } from './call-requests.tsx'
import { ArgumentsBlock, ResultBlock } from './payload.tsx'
import { TimeBars } from './time-bars.tsx'

interface Props {
  id: string
  /** The list it is in, for going to its neighbours. */
  calls: readonly Call[]
  open: (id: string | null) => void
}

/** One call: what was asked, what came back, where the time went. Fetched whole; the list carries only beginnings. */
export function CallDetailPane({ id, calls, open }: Props) {
  const listed = calls.find((call) => call.id === id)
  const { detail, problem } = useDetail(id, listed)
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
            {newer && <IconButton icon="left" label="Newer call" small data-key="k" onClick={() => open(newer.id)} />}
            {older && <IconButton icon="right" label="Older call" small data-key="j" onClick={() => open(older.id)} />}
            <IconButton icon="close" label="Close" small onClick={() => open(null)} />
          </span>
        </div>
        {call && <CallFacts call={call} />}
      </div>
      {problem && !detail && (
        <div className="block">
          <Trouble problem={problem} />
        </div>
      )}
      {call && <CallDenials call={call} />}
      {detail && <TimeBars call={detail} />}
      {detail && <MemoryBlock call={detail} />}
      {call && <CallRequests key={id} call={call} />}
      {detail && <ArgumentsBlock json={detail.args} />}
      {detail?.result !== undefined && <ResultBlock json={detail.result} size={detail.resultBytes} />}
      {detail && <Actions call={detail} />}
    </aside>
  )
}

function Actions({ call }: { call: CallDetail }) {
  return (
    <div className="block stack">
      {call.altered && (
        <p className="quiet">Parts of the arguments or the result were blanked out, cut, or are no longer kept.</p>
      )}
      <div className="row wrap">
        <Button icon="play" keys="P" data-key="p" onClick={() => openInPlayground(call)}>
          Open in playground
        </Button>
        <a className="button bare" href={hashOfLogs({ call })}>
          Show its log
        </a>
        <CopyButton bare text={JSON.stringify(call, null, 2)} label="Copy as JSON" />
      </div>
    </div>
  )
}

/** Fetched again when it ends, when its memory is known, and when the host was away: a call can be opened while it runs. */
function useDetail(id: string, listed: Call | undefined): { detail: CallDetail | null; problem: Problem | null } {
  const epoch = useEpoch()
  const [detail, setDetail] = useState<CallDetail | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const outcome = listed?.outcome
  const peak = listed?.peakBytes
  useEffect(() => {
    let current = true
    ask('calls.get', { id }).then(
      (found) => current && setDetail(found),
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [id, outcome, peak, epoch])
  return { detail, problem }
}
