import { useEffect } from 'react'
import type { TrapDetail, TrapRecord } from '../../shared/records.ts'
import { trapReport } from '../../shared/trap-report.ts'
import { Top } from '../frame/top.tsx'
import { go, hashOf } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { markSeen } from '../store/window.ts'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { IconButton } from '../ui/button.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { exactly } from '../words/times.ts'
import { Causes } from './causes.tsx'
import { Frames } from './frames.tsx'
import { Moment } from './moment.tsx'
import { NextTime } from './next-time.tsx'
import { Reproduce } from './reproduce.tsx'
import { TrapCall } from './trap-call.tsx'
import { TrapLead } from './trap-lead.tsx'
import { useTrap } from './use-trap.ts'

const noTraps: TrapRecord[] = []

export function TrapPage({ id }: { id: string }) {
  const all = useMirror((state) => state.traps[''] ?? noTraps)
  const { trap, problem, again } = useTrap(id)
  useEffect(() => markSeen([id]), [id])
  const at = all.findIndex((each) => each.id === id)
  const newer = at > 0 ? all[at - 1] : undefined
  const older = at < 0 ? undefined : all[at + 1]
  return (
    <>
      <Top title={trap?.server ?? 'Trap'} under={{ text: 'Traps', href: hashOf({ screen: 'traps' }) }}>
        {trap && <span className="quiet cut">{exactly(trap.at)}</span>}
        <span className="row push">
          <Step to={newer} icon="left" label="Newer trap" letter="k" />
          <Step to={older} icon="right" label="Older trap" letter="j" />
          {trap && <CopyButton first letter="c" text={trapReport(trap)} label="Copy bug report" />}
        </span>
      </Top>
      {problem && (
        <div className="body">
          <div className="block">
            <Trouble problem={problem} />
          </div>
        </div>
      )}
      {trap ? <TrapBody trap={trap} again={again} /> : !problem && <div className="body" aria-busy="true" />}
    </>
  )
}

function Step({
  to,
  icon,
  label,
  letter,
}: {
  to: TrapRecord | undefined
  icon: 'left' | 'right'
  label: string
  letter: string
}) {
  return (
    <IconButton
      icon={icon}
      label={label}
      data-key={letter}
      disabled={!to}
      onClick={() => to && go({ screen: 'traps', item: to.id })}
    />
  )
}

function TrapBody({ trap, again }: { trap: TrapDetail; again: () => void }) {
  return (
    <div className="cols trap-cols">
      <div tabIndex={0} role="region" aria-label="Trap">
        <TrapLead trap={trap} />
        <Causes trap={trap} />
        {trap.frames.length > 0 && <Frames trap={trap} />}
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
        <Reproduce trap={trap} />
      </div>
      <aside aria-label="The call" tabIndex={0}>
        <TrapCall trap={trap} />
        <Moment trap={trap} />
        <NextTime trap={trap} again={again} />
      </aside>
    </div>
  )
}
