import { useCallback, useEffect, useState } from 'react'
import type { RecordsSize } from '../../shared/catalog.ts'
import type { AppSettings } from '../../shared/domain.ts'
import { setSetting } from '../act.ts'
import { ask } from '../connection.ts'
import { useMirror } from '../store/store.ts'
import { Ago } from '../ui/ago.tsx'
import { AskDialog } from '../ui/ask-dialog.tsx'
import { Button } from '../ui/button.tsx'
import { bytes, count, counted, written } from '../words/amounts.ts'
import { ClearRecords } from './clear-records.tsx'
import { Setting } from './setting.tsx'

const days = [1, 7, 14, 30, 90, 365] as const
const sizes = [100e6, 500e6, 1e9, 2e9, 5e9, 20e9] as const

type Kept = AppSettings['retention']

/** How often what is used is asked for while this is in view, ms. */
const every = 5000

/** How long and how much of logs, calls and traps is kept, and what that takes now. */
export function Retention({ retention }: { retention: Kept }) {
  const [size, setSize] = useState<RecordsSize | null>(null)
  const [clearing, setClearing] = useState(false)
  const [less, setLess] = useState<Kept | null>(null)
  const epoch = useMirror((state) => state.epoch)
  const look = useCallback(() => {
    ask('records.size', null).then(setSize, () => undefined)
  }, [])
  useEffect(() => {
    look()
    const timer = setInterval(look, every)
    return () => clearInterval(timer)
  }, [look, epoch, retention])
  /** Less would delete at once what is older. */
  const keep = (change: Partial<Kept>) => {
    const next = { ...retention, ...change }
    if (next.days < retention.days || next.bytes < retention.bytes) setLess(next)
    else void setSetting({ retention: next })
  }
  return (
    <section className="block stack" aria-label="Records">
      <div className="head">
        <h2>Records</h2>
        <span className="quiet cut">logs, calls and traps; the oldest go first</span>
      </div>
      <dl className="facts wide-facts">
        <Setting label="Kept for">
          <Choice
            label="Kept for"
            value={retention.days}
            options={days}
            text={(value) => counted(value, 'day')}
            change={(value) => keep({ days: value })}
          />
        </Setting>
        <Setting label="At most">
          <Choice
            label="Kept at most"
            value={retention.bytes}
            options={sizes}
            text={(value) => written(bytes(value))}
            change={(value) => keep({ bytes: value })}
          />
        </Setting>
        <Setting label="Used now">
          {size ? <Used size={size} /> : <span className="quiet">not known yet</span>}
          <Button small icon="trash" onClick={() => setClearing(true)}>
            Clear…
          </Button>
        </Setting>
      </dl>
      {clearing && <ClearRecords size={size} close={() => setClearing(false)} cleared={setSize} />}
      {less && (
        <AskDialog
          title="Keep less of the records?"
          does="Keep less"
          keeps="Keep as much as now"
          act={() => void setSetting({ retention: less })}
          close={() => setLess(null)}
        >
          <p>
            At most {counted(less.days, 'day')} and {written(bytes(less.bytes))} of logs, calls and traps are kept then.
            What is older or more is deleted at once, and Belljar cannot bring it back.
          </p>
        </AskDialog>
      )}
    </section>
  )
}

function Used({ size }: { size: RecordsSize }) {
  return (
    <span className="num-line">
      {written(bytes(size.bytes))}: {counted(size.lines, 'line')}, {counted(size.calls, 'call')}, {count(size.traps)}{' '}
      {size.traps === 1 ? 'trap' : 'traps'}
      {size.oldestAt !== undefined && (
        <span className="quiet">
          , the oldest <Ago at={size.oldestAt} />
        </span>
      )}
    </span>
  )
}

interface ChoiceProps {
  label: string
  value: number
  options: readonly number[]
  text: (value: number) => string
  change: (value: number) => void
}

/** One of a few amounts; one that was set elsewhere is among them. */
function Choice({ label, value, options, text, change }: ChoiceProps) {
  const all = [...new Set([...options, value])].sort((a, b) => a - b)
  return (
    <select
      className="select plain"
      aria-label={label}
      value={value}
      onChange={(event) => change(Number(event.target.value))}
    >
      {all.map((one) => (
        <option key={one} value={one}>
          {text(one)}
        </option>
      ))}
    </select>
  )
}
