import { useEffect, useState } from 'react'
import type { Problem } from '../../shared/domain.ts'
import type { CallDetail, TrapRecord } from '../../shared/records.ts'
import { ArgumentsBlock } from '../calls/payload.tsx'
import { ask, problemOf } from '../connection.ts'
import { go, hashOf } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { markSeen } from '../store/window.ts'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { IconButton } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { Top } from '../frame/top.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { duration, written } from '../words/amounts.ts'
import { exactly } from '../words/times.ts'
import { trapReport } from '../../shared/trap-report.ts'
import { Frames } from './frames.tsx'
import { TrapLead } from './trap-lead.tsx'

const noTraps: TrapRecord[] = []

export function TrapPage({ id }: { id: string }) {
  const all = useMirror((state) => state.traps[''] ?? noTraps)
  const listed = all.find((trap) => trap.id === id)
  const [fetched, setFetched] = useState<TrapRecord | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const trap = listed ?? fetched
  const known = listed !== undefined

  useEffect(() => {
    markSeen([id])
    if (!known) ask('traps.get', { id }).then(setFetched, (error: unknown) => setProblem(problemOf(error)))
  }, [id, known])

  const at = all.findIndex((each) => each.id === id)
  const newer = all[at - 1]
  const older = at < 0 ? undefined : all[at + 1]
  const call = useCall(trap?.call)
  return (
    <>
      <Top title={trap ? trap.server : 'Trap'} under={{ text: 'Traps', href: hashOf({ screen: 'traps' }) }}>
        {trap && <span className="quiet cut">{exactly(trap.at)}</span>}
        <span className="row push">
          {newer && (
            <IconButton
              icon="left"
              label="Newer trap"
              data-key="k"
              onClick={() => go({ screen: 'traps', item: newer.id })}
            />
          )}
          {older && (
            <IconButton
              icon="right"
              label="Older trap"
              data-key="j"
              onClick={() => go({ screen: 'traps', item: older.id })}
            />
          )}
          {trap && <CopyButton first text={trapReport(trap, call)} label="Copy bug report" />}
        </span>
      </Top>
      {problem && !trap && (
        <div className="body">
          <div className="block">
            <Trouble problem={problem} />
          </div>
        </div>
      )}
      {trap && <TrapBody trap={trap} call={call} />}
    </>
  )
}

/** The call it ended, when it was kept. */
function useCall(id: string | undefined): CallDetail | undefined {
  const [call, setCall] = useState<CallDetail>()
  useEffect(() => {
    // A call that was not kept is no reason to complain here: the trap says what is known.
    if (id) ask('calls.get', { id }).then(setCall, () => undefined)
  }, [id])
  return call?.id === id ? call : undefined
}

function TrapBody({ trap, call }: { trap: TrapRecord; call: CallDetail | undefined }) {
  return (
    <div className="cols trap-cols">
      <div tabIndex={0} role="region" aria-label="Trap">
        <TrapLead trap={trap} />
        {trap.frames.length > 0 && <Frames frames={trap.frames} />}
        <section className="block stack" aria-label="Raw text">
          <div className="head">
            <h2>Raw text</h2>
            <span className="quiet cut">as wasmtime wrote it</span>
            <span className="push">
              <CopyButton only text={trap.raw} label="Copy raw text" />
            </span>
          </div>
          <Code text={trap.raw} folded={false} label="Text of the trap" />
        </section>
      </div>
      <aside aria-label="The call" tabIndex={0}>
        <div className="block stack">
          <div className="head">
            <h2>The call</h2>
            {trap.call && (
              <a className="button small push" href={hashOf({ screen: 'calls', item: trap.call })}>
                Show it
              </a>
            )}
          </div>
          <dl className="facts">
            <dt>Server</dt>
            <dd>
              <a className="link" href={hashOf({ screen: 'server', id: trap.server, tab: 'tools' })}>
                {trap.server}
              </a>
            </dd>
            {trap.tool && (
              <>
                <dt>Tool</dt>
                <dd>
                  <Plain text={trap.tool} />
                </dd>
              </>
            )}
            <dt>From</dt>
            <dd>
              <Plain text={trap.client} />
            </dd>
            {call?.durationMs !== undefined && (
              <>
                <dt>Took</dt>
                <dd>{written(duration(call.durationMs))}</dd>
              </>
            )}
            <dt>Kind</dt>
            <dd className="mono">{trap.code}</dd>
          </dl>
        </div>
        {call && <ArgumentsBlock json={call.args} />}
        {call?.reason && (
          <div className="block stack">
            <div className="head">
              <h3>What the client was told</h3>
            </div>
            <Code text={call.reason} label="What the client was told" />
          </div>
        )}
      </aside>
    </div>
  )
}
