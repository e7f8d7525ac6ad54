import { useEffect, useMemo, useState } from 'react'
import type { LogLine } from '../../shared/records.ts'
import { act } from '../act.ts'
import { Top } from '../frame/top.tsx'
import { say } from '../store/window.ts'
import { indexOf, type Chosen } from './chosen.ts'
import { copyChosen } from './copy-chosen.ts'
import { exportLines } from './export.ts'
import { FilterBar } from './filter-bar.tsx'
import { LineDetail } from './line-detail.tsx'
import { parseLogs, writeLogs } from './log-address.ts'
import { LogDock } from './log-dock.tsx'
import { LogEmpty } from './log-empty.tsx'
import { levelChoices, queryOf, without, type LogFilters } from './log-filters.ts'
import { LogList } from './log-list.tsx'
import { LogTools } from './log-tools.tsx'
import { useCounts } from './use-counts.ts'
import { useLogStatus } from './use-log-status.ts'
import { usePart, useTail } from './use-tail.ts'

interface Props {
  /** What the address says after its `?`. */
  address: string | undefined
  /** Puts it there, without a step back to. */
  write: (address: string) => void
  /** The page is of this server only. */
  own?: string
}

/** The live log. While it does not follow, what is read stands still: newer lines wait. */
export function LogView({ address, write, own }: Props) {
  const { filters: said, place } = useMemo(() => parseLogs(address), [address])
  const filters = useMemo(() => (own === undefined ? said : { ...said, server: own }), [said, own])
  // The last five minutes begin when they were chosen: they do not creep while they are read.
  const [since, setSince] = useState(() => Date.now())
  const query = useMemo(() => queryOf(filters, since), [filters, since])
  const tail = useTail(query, place)
  const empty = usePart(tail, ({ lines }) => lines.length === 0)
  const focus = usePart(tail, (view) => view.focus)
  // A text is searched for in one level only.
  const counts = useCounts(query, filters.find === '' ? levelChoices : [filters.level])
  useLogStatus(query, counts[filters.level], own)
  const [wrap, setWrap] = useState(false)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [opened, setOpened] = useState<LogLine | null>(null)

  // A line that was linked to is the one that is meant.
  const meant = focus?.end === 'middle' && place && 'line' in place ? focus : null
  const [seen, setSeen] = useState<typeof focus>(null)
  if (meant && meant !== seen) {
    setSeen(meant)
    setChosen({ anchor: meant.line, active: meant.line })
  }

  const change = (next: LogFilters) => {
    setChosen(null)
    setSince(Date.now())
    write(writeLogs({ filters: own === undefined ? next : without(next, 'server') }))
  }
  const lineOf = (seq: number): LogLine | undefined => {
    const { lines } = tail.view()
    return lines[indexOf(lines, seq)]
  }
  const choose = (next: Chosen | null) => {
    setChosen(next)
    if (opened && next) setOpened(lineOf(next.active) ?? opened)
  }
  const open = async (seq: number) => {
    setChosen((now) => now ?? { anchor: seq, active: seq })
    tail.pause()
    // What was chosen may have been let go of since.
    const held = lineOf(seq)
    const found = held ? [held] : await act('logs.list', { after: seq - 1, limit: 1 })
    const line = found?.[0]
    if (line?.seq === seq) setOpened(line)
    else if (found) say({ tone: 'failed', message: 'That line is no longer kept.' })
  }
  const copy = () => {
    if (chosen) void copyChosen(chosen, tail.view().lines, query)
  }
  const nextError = async (after: number) => {
    const found = await act('logs.list', { ...query, levels: ['error'], after, limit: 1 })
    const error = found?.[0]
    if (error) {
      tail.go({ line: error.seq })
      setChosen({ anchor: error.seq, active: error.seq })
      if (opened) setOpened(error)
    } else if (found) say({ tone: 'done', message: 'There is no later error.' })
  }
  const close = () => {
    setOpened(null)
    document.querySelector<HTMLElement>('#main .log')?.focus()
  }

  // Esc closes the line, then lets go of the selection; only then it belongs to the page.
  useEffect(() => {
    if (!opened && !chosen) return
    const onKey = (event: KeyboardEvent) => {
      const over = document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')
      if (event.key !== 'Escape' || event.defaultPrevented || over || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      if (opened) close()
      else setChosen(null)
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [opened, chosen])

  const tools = (
    <LogTools
      tail={tail}
      find={filters.find}
      setFind={(find) => change({ ...filters, find })}
      hits={counts[filters.level]}
      wrap={wrap}
      setWrap={setWrap}
      save={(format) => void exportLines(query, format, fileName(filters))}
    />
  )
  return (
    <>
      {own === undefined ? <Top title="Logs">{tools}</Top> : <div className="bar slim log-tools">{tools}</div>}
      <FilterBar filters={filters} change={change} counts={counts} alone={own !== undefined} />
      {empty ? (
        <LogEmpty tail={tail} filters={filters} change={change} own={own} />
      ) : (
        <div className={opened ? 'cols log-cols' : 'cols log-cols one'}>
          <LogList
            tail={tail}
            find={filters.find}
            wrap={wrap}
            alone={own !== undefined}
            chosen={chosen}
            choose={choose}
            open={(seq) => void open(seq)}
            copy={copy}
            nextError={() => void nextError(chosen?.active ?? tail.reading ?? 0)}
          >
            <LogDock tail={tail} chosen={chosen} choose={setChosen} open={(seq) => void open(seq)} copy={copy} />
          </LogList>
          {opened && <LineDetail line={opened} close={close} />}
        </div>
      )}
    </>
  )
}

function fileName({ server, level }: LogFilters): string {
  return ['belljar', server, level === 'all' ? 'log' : level].filter(Boolean).join('-')
}
