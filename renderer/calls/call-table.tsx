import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef, useState } from 'react'
import type { Call } from '../../shared/records.ts'
import { problemOf } from '../connection.ts'
import { olderCalls } from '../store/records.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { useRoving } from '../ui/roving.ts'
import { CallRow } from './call-row.tsx'

interface Props {
  calls: Call[]
  scope: string
  item?: string | undefined
  open: (id: string | null) => void
}

const rowHeight = 32

/** Only the rows in view are in the page: a history can be thousands long. */
export function CallTable({ calls, scope, item, open }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- its result is used here only, never handed to a memo
  const rows = useVirtualizer({
    count: calls.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 0, height: 800 },
  })
  const goto = useCallback(
    (index: number) => {
      rows.scrollToIndex(index)
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-stop="${index}"]`)?.focus())
      const call = calls[index]
      // With a call open, moving shows the next one.
      if (item && call) open(call.id)
    },
    [rows, calls, item, open],
  )
  const chosen = calls.findIndex(({ id }) => id === item)
  const { listProps, stop, at } = useRoving<HTMLTableElement>(calls.length, chosen, goto)
  const visible = rows.getVirtualItems()
  // The list keeps a tab stop while the row that has it is scrolled out of the page.
  const tabbed = visible.some(({ index }) => index === at) ? at : visible[0]?.index
  const before = visible[0]?.start ?? 0
  const after = rows.getTotalSize() - (visible.at(-1)?.end ?? 0)

  return (
    <div className="body" ref={box} tabIndex={-1} role="region" aria-label="Calls">
      <table className="table calls" aria-label="Calls" aria-rowcount={calls.length + 1} {...listProps}>
        <thead>
          <tr>
            <th className="c-time">Time</th>
            <th>Tool</th>
            <th className="c-client wide">Client</th>
            <th className="c-ms num">Took</th>
            <th className="c-size num wide">Result</th>
            <th className="c-out">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {visible.map(({ index }) => {
            const call = calls[index]
            return (
              call && (
                <CallRow
                  key={call.id}
                  call={call}
                  index={index}
                  alone={scope !== ''}
                  chosen={call.id === item}
                  stop={{ ...stop(index), tabIndex: index === tabbed ? 0 : -1 }}
                  open={open}
                />
              )
            )
          })}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
      {calls.length >= 100 && <Older scope={scope} />}
    </div>
  )
}

/** One cell and not a span over all: how many columns there are depends on the room. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true" className="gap">
      <td style={{ height }} />
    </tr>
  )
}

function Older({ scope }: { scope: string }) {
  const [state, setState] = useState<'more' | 'busy' | 'end'>('more')
  if (state === 'end') return <p className="end quiet">This is the oldest call that was kept.</p>
  const load = () => {
    setState('busy')
    olderCalls(scope).then(
      (came) => setState(came === 0 ? 'end' : 'more'),
      (error: unknown) => {
        say({ tone: 'failed', message: problemOf(error).message })
        setState('more')
      },
    )
  }
  return (
    <p className="end">
      <Button small busy={state === 'busy'} onClick={load}>
        Show older calls
      </Button>
    </p>
  )
}
