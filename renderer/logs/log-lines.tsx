import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LogLine } from '../../shared/records.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../words/amounts.ts'
import { LogRow } from './log-row.tsx'

interface Props {
  lines: LogLine[]
  find: string
  wrap: boolean
  /** Of one server only: its name need not be repeated. */
  alone: boolean
  following: boolean
  newer: number
  follow: (on: boolean) => void
  /** Fetches earlier lines; returns how many came. */
  older: () => Promise<number>
}

const lineHeight = 22

/** Only the lines in view are in the page. Scrolling up pauses, scrolling to the end follows again. */
export function LogLines({ lines, find, wrap, alone, following, newer, follow, older }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- its result is used here only, never handed to a memo
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.seq ?? index,
    overscan: 20,
    initialRect: { width: 0, height: 800 },
  })
  const total = rows.getTotalSize()

  // Older lines come in above: what is being read keeps its place.
  const first = lines[0]?.seq ?? 0
  const was = useRef({ first, total })
  useLayoutEffect(() => {
    const element = box.current
    if (!following && element && first < was.current.first) element.scrollTop += total - was.current.total
    was.current = { first, total }
  }, [following, first, total])

  useLayoutEffect(() => {
    const element = box.current
    if (following && element) element.scrollTop = element.scrollHeight
  }, [following, lines, total])

  // Only what the person does pauses: a wheel, a finger or a key, never the list's own growing.
  useEffect(() => {
    const element = box.current
    if (!element) return
    let timer = 0
    const settle = () => {
      cancelAnimationFrame(timer)
      timer = requestAnimationFrame(() => {
        const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < lineHeight
        if (atEnd !== following) follow(atEnd)
      })
    }
    const names = ['wheel', 'touchmove', 'keyup', 'pointerup'] as const
    for (const name of names) element.addEventListener(name, settle, { passive: true })
    return () => {
      cancelAnimationFrame(timer)
      for (const name of names) element.removeEventListener(name, settle)
    }
  }, [following, follow])

  return (
    <div className="stage">
      <div className={alone ? 'log-box alone' : 'log-box'}>
        <div className="logs-head" aria-hidden="true">
          <div className="line">
            <span>Time</span>
            <span>Level</span>
            {!alone && <span>Server</span>}
            <span className="src">Source</span>
            <span>Line</span>
          </div>
        </div>
        <div className="log" ref={box} tabIndex={0} role="list" aria-label="Log lines">
          <div className="log-size" role="presentation" style={{ height: total }}>
            {rows.getVirtualItems().map((row) => {
              const line = lines[row.index]
              return (
                line && (
                  <LogRow
                    key={row.key}
                    line={line}
                    index={row.index}
                    count={lines.length}
                    start={row.start}
                    find={find}
                    wrap={wrap}
                    alone={alone}
                    measure={wrap ? rows.measureElement : undefined}
                  />
                )
              )
            })}
          </div>
        </div>
      </div>
      <div className="dock">
        {!following && (
          <div className="floating">
            <span role="status">{newer === 0 ? 'Paused' : `${counted(newer, 'newer line')}`}</span>
            <Older older={older} />
            <Button small icon="follow" onClick={() => follow(true)}>
              {newer === 0 ? 'Follow' : 'Show them'}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

function Older({ older }: { older: () => Promise<number> }) {
  const [state, setState] = useState<'more' | 'busy' | 'end'>('more')
  if (state === 'end') return <span className="quiet">no older ones</span>
  return (
    <Button
      small
      bare
      busy={state === 'busy'}
      onClick={() => {
        setState('busy')
        void older().then((came) => setState(came === 0 ? 'end' : 'more'))
      }}
    >
      Load older
    </Button>
  )
}
