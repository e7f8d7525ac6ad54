import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { exactly } from '../words/times.ts'
import { indexOf, isChosen, moved, stepOf, type Chosen } from './chosen.ts'
import { LogHead } from './log-head.tsx'
import { LogRow } from './log-row.tsx'
import type { LogTail } from './tail.ts'
import { useView } from './use-tail.ts'

interface Props {
  tail: LogTail
  find: string
  wrap: boolean
  /** Of one server only: its name need not be repeated. */
  alone: boolean
  chosen: Chosen | null
  choose: (chosen: Chosen | null) => void
  open: (seq: number) => void
  copy: () => void
  nextError: () => void
  /** What floats at the foot. */
  children: ReactNode
}

const lineHeight = 22
/** Rows from an end of what is held at which more is asked for. */
const near = 120

/** Only the lines in view are in the page. Scrolling up pauses, scrolling past the newest follows again. */
export function LogList(props: Props) {
  const { tail, find, wrap, alone, chosen, choose, open, copy, nextError, children } = props
  const view = useView(tail)
  const { lines, following } = view
  const box = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- its result is used here only, never handed to a memo
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.seq ?? index,
    // While it follows nobody is ahead of it.
    overscan: following ? 2 : 16,
    // What floats at the foot covers no line.
    paddingEnd: following ? 0 : 2 * lineHeight,
    initialRect: { width: 0, height: 800 },
  })
  const total = rows.getTotalSize()
  const items = rows.getVirtualItems()

  /** The line at the top and how far it is above the edge: what keeps its place when lines come in or go above it. */
  const held = useRef<{ seq: number; above: number } | null>(null)
  /** Where the list was scrolled to by itself. What is elsewhere was scrolled by a person. */
  const own = useRef(0)
  /** How high the list was when it was last brought to its end; null while it does not follow. */
  const placed = useRef<number | null>(null)

  const place = (top: number) => {
    const element = box.current
    if (!element) return
    element.scrollTop = top
    own.current = element.scrollTop
  }
  const remember = () => {
    const first = rows.getVirtualItemForOffset(own.current)
    const line = first && lines[first.index]
    held.current = line ? { seq: line.seq, above: own.current - first.start } : null
    tail.reading = line?.seq ?? null
  }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    // Asking for the height makes the browser lay everything out at once: in a flood it stays what it was.
    if (following) {
      if (placed.current !== total) place(element.scrollHeight)
      placed.current = total
    } else if (held.current) {
      const index = indexOf(lines, held.current.seq)
      const start = rows.measurementsCache[index]?.start
      if (start !== undefined && Math.abs(start + held.current.above - element.scrollTop) >= 1)
        place(start + held.current.above)
    }
    if (!following) placed.current = null
    remember()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when lines or their heights change
  }, [lines, total, following])

  // A window of another height keeps its end in view; that the browser moves it then is nobody's scrolling.
  useEffect(() => {
    const element = box.current
    if (!element || !following) return
    const sizes = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight
      own.current = element.scrollTop
    })
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [following])

  const { focus } = view
  useLayoutEffect(() => {
    const index = focus ? indexOf(lines, focus.line) : -1
    if (!focus || index < 0) return
    rows.scrollToIndex(index, { align: focus.end === 'top' ? 'start' : 'center' })
    own.current = box.current?.scrollTop ?? 0
    remember()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each place that was gone to
  }, [focus])

  const scrolled = () => {
    const element = box.current
    if (!element || Math.abs(element.scrollTop - own.current) < 1) return
    const upwards = element.scrollTop < own.current
    own.current = element.scrollTop
    if (following && upwards) tail.pause()
    remember()
    const first = rows.getVirtualItemForOffset(element.scrollTop)?.index ?? 0
    const rest = element.scrollHeight - element.scrollTop - element.clientHeight
    if (first < near) tail.older()
    if (!upwards && rest < near * lineHeight) tail.more()
    if (!upwards && rest < lineHeight && tail.atEnd()) tail.follow()
  }
  // A page that came may leave its reader near the start still.
  useEffect(() => {
    const element = box.current
    if (!following && element && element.scrollTop < near * lineHeight) tail.older()
  }, [tail, lines, following])

  const show = (next: Chosen | null) => {
    if (!next) return
    tail.pause()
    choose(next)
    const index = indexOf(lines, next.active)
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' })
    if (index < near) tail.older()
    if (index > lines.length - near) tail.more()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey
    if (command && event.key === 'c' && chosen && getSelection()?.isCollapsed !== false) copy()
    else if (command || event.altKey) return
    else if (event.key === 'n') nextError()
    else if (event.key === 'Home') tail.go('oldest')
    else if (event.key === 'End') tail.follow()
    else if (event.key === 'Enter' && chosen) open(chosen.active)
    else {
      const pageful = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / lineHeight) - 1)
      const step = stepOf(event.key, pageful)
      if (step === null) return
      // Nothing chosen yet: begin with what is seen, at its end where the newest is.
      const start = held.current ? indexOf(lines, held.current.seq) : 0
      show(moved(chosen, step, event.shiftKey, lines, following ? lines.length - 1 : Math.max(0, start)))
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const onClick = (event: MouseEvent) => {
    // Text that is being marked with the mouse is no choice of lines.
    if (getSelection()?.isCollapsed === false && !event.shiftKey && event.detail < 2) return
    const row = (event.target as Element).closest('[data-index]')
    const seq = lines[Number(row?.getAttribute('data-index') ?? -1)]?.seq
    if (seq === undefined) return
    tail.pause()
    choose({ anchor: event.shiftKey && chosen ? chosen.anchor : seq, active: seq })
    if (event.shiftKey) getSelection()?.removeAllRanges()
    if (event.detail === 2) open(seq)
  }

  /** The day of a line on hover: hundreds of titles would have to be written in a flood. */
  const dated = ({ target }: MouseEvent) => {
    const time = target instanceof HTMLTimeElement ? target : null
    const line = lines[Number(time?.closest('[data-index]')?.getAttribute('data-index') ?? -1)]
    if (time && line) time.title = exactly(line.at)
  }

  const activeShown = chosen !== null && items.some(({ index }) => lines[index]?.seq === chosen.active)
  return (
    <div className="stage">
      <div className={alone ? 'log-box alone' : 'log-box'}>
        <LogHead alone={alone} />
        <div
          className="log"
          ref={box}
          tabIndex={0}
          role="listbox"
          aria-multiselectable="true"
          aria-label="Log lines"
          data-stop={0}
          aria-activedescendant={activeShown ? `line-${chosen.active}` : undefined}
          onScroll={scrolled}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onMouseOver={dated}
        >
          <div className="log-size" role="presentation" style={{ height: total }}>
            {items.map(({ index, start, key }) => {
              const line = lines[index]
              return (
                line && (
                  <LogRow
                    // Rows of one height are written over, not made anew: in a flood all of them change ten times a second.
                    key={wrap ? key : index % 512}
                    line={line}
                    index={index}
                    count={lines.length}
                    start={start}
                    find={find}
                    wrap={wrap}
                    alone={alone}
                    chosen={isChosen(chosen, line.seq)}
                    active={chosen?.active === line.seq}
                    measure={wrap ? rows.measureElement : undefined}
                  />
                )
              )
            })}
          </div>
        </div>
      </div>
      <div className="dock">{children}</div>
    </div>
  )
}
