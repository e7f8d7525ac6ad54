import type { LogLine } from '../../shared/records.ts'
import { hashOf } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { bytes, duration, written } from '../words/amounts.ts'
import { exactly } from '../words/times.ts'
import { hashOfLogs } from './log-address.ts'
import { levelWords, sourceWords } from './log-words.ts'
import { useCallsThen } from './use-calls-then.ts'

interface Props {
  line: LogLine
  close: () => void
}

/** One line whole, as it was written: here its colour codes are boxes too. */
export function LineDetail({ line, close }: Props) {
  const { seq, at, server, session, instance, source, level, text } = line
  const client = useMirror(({ snapshot }) => snapshot?.sessions.find(({ id }) => id === session)?.client?.name)
  return (
    <aside className="detail" aria-label="Line" tabIndex={0}>
      <div className="block">
        <div className="head">
          <h2 className="cut">Line</h2>
          <span className="quiet cut">{written(bytes(new Blob([text]).size))}</span>
          <span className="row push tight">
            <IconButton icon="close" label="Close" small onClick={close} />
          </span>
        </div>
        <dl className="facts">
          <dt>Time</dt>
          <dd>
            <time dateTime={new Date(at).toISOString()}>{exactly(at)}</time>
          </dd>
          <dt>Level</dt>
          <dd>{levelWords[level]}</dd>
          <dt>Server</dt>
          <dd>
            <a className="link" href={hashOf({ screen: 'server', id: server, tab: 'tools' })}>
              {server}
            </a>
          </dd>
          <dt>Source</dt>
          <dd>{sourceWords[source]}</dd>
          {session !== null && (
            <>
              <dt>Client</dt>
              <dd>{client ? <Plain text={client} /> : 'no longer connected'}</dd>
              <dt>Session</dt>
              <dd className="mono">{session}</dd>
            </>
          )}
          {instance !== undefined && (
            <>
              <dt>Instance</dt>
              <dd className="mono">{instance}</dd>
            </>
          )}
        </dl>
      </div>
      <div className="block stack">
        <Code text={text} label="Text of the line" />
        <span className="row wrap">
          <CopyButton text={text} label="Copy the text" small />
          <a className="button small" href={hashOfLogs({ line: seq })}>
            Lines around it
          </a>
        </span>
      </div>
      <CallThen key={seq} line={line} />
    </aside>
  )
}

/** The call that ran when the line was written, if one did. */
function CallThen({ line }: { line: LogLine }) {
  const calls = useCallsThen(line)
  if (calls.length === 0) return null
  return (
    <div className="block stack">
      <h3>{calls.length === 1 ? 'The call that ran then' : 'Calls that ran then'}</h3>
      <ul className="stack">
        {calls.slice(0, 5).map((call) => (
          <li key={call.id} className="row">
            <a className="link cut" href={hashOf({ screen: 'calls', item: call.id })}>
              <Plain text={call.tool} />
            </a>
            <span className="quiet">{call.durationMs === undefined ? '' : written(duration(call.durationMs))}</span>
            {call.trap !== undefined && (
              <a className="link" href={hashOf({ screen: 'traps', item: call.trap })}>
                its trap
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
