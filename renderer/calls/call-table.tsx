import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import { sayFailed } from '../act.ts'
import { Button } from '../ui/button.tsx'
import { useRoving } from '../ui/roving.ts'
import { count } from '../words/amounts.ts'
import { most, type CallList, type CallListView } from './call-list.ts'
import { CallRow } from './call-row.tsx'

interface Props {
  list: CallList
  view: CallListView
  scope: string
  item?: string | undefined
  open: (id: string | null) => void
}

const rowHeight = 32
/** So many rows before the end the next page is asked for. */
const ahead = 40
const noCalls: never[] = []

/** Only the rows in view are in the page: a history can be thousands long. */
export function CallTable({ list, view, scope, item, open }: Props) {
  const calls = view.calls ?? noCalls
  const box = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- its result is used here only, never handed to a memo
  const rows = useVirtualizer({
    count: calls.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => calls[index]?.id ?? index,
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
  const reading = useReading(list, box, item !== undefined)
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (last < calls.length - ahead || calls.length === 0) return
    list.older().catch((error: unknown) => sayFailed(error))
  }, [list, last, calls.length])
  // The list keeps a tab stop while the row that has it is scrolled out of the page.
  const tabbed = visible.some(({ index }) => index === at) ? at : visible[0]?.index
  const before = visible[0]?.start ?? 0
  const after = rows.getTotalSize() - (visible.at(-1)?.end ?? 0)

  return (
    <div className="stage">
      <div className="body" ref={box} tabIndex={-1} role="region" aria-label="Calls" {...reading}>
        <table
          className="table calls"
          aria-label="Calls"
          aria-rowcount={calls.length + 1}
          aria-busy={view.calls === null || undefined}
          {...listProps}
        >
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
        {view.end && calls.length > 20 && (
          <p className="end quiet">
            {calls.length < most
              ? 'No older calls in this time.'
              : `The newest ${count(most)} calls are listed. Search or choose another time for older ones.`}
          </p>
        )}
      </div>
      {view.waiting > 0 && (
        <div className="dock">
          <div className="floating">
            <Button
              small
              onClick={() => {
                list.showNewer()
                box.current?.scrollTo({ top: 0 })
              }}
            >
              {count(view.waiting)} newer
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** Rows stay where they are while one is open, has the focus, or the list is scrolled. */
function useReading(list: CallList, box: React.RefObject<HTMLDivElement | null>, open: boolean) {
  const [scrolled, setScrolled] = useState(false)
  const [focused, setFocused] = useState(false)
  const reading = scrolled || focused || open
  useEffect(() => list.setReading(reading), [list, reading])
  return {
    onScroll: () => setScrolled((box.current?.scrollTop ?? 0) > rowHeight / 2),
    onFocus: () => setFocused(true),
    // From one row to the next the list keeps the focus.
    onBlur: ({ currentTarget, relatedTarget }: React.FocusEvent) =>
      setFocused(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
  }
}

/** One cell and not a span over all: how many columns there are depends on the room. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true" className="gap">
      <td style={{ height }} />
    </tr>
  )
}
