import { Button, IconButton } from '../ui/button.tsx'
import { Meter } from '../ui/meter.tsx'
import { count, counted } from '../words/amounts.ts'
import { ctrl } from '../frame/keys.ts'
import { range, type Chosen } from './chosen.ts'
import { cancelExport, useExport } from './export.ts'
import type { LogTail } from './tail.ts'
import type { TailView } from './tail-view.ts'
import { useView } from './use-tail.ts'

interface Props {
  tail: LogTail
  chosen: Chosen | null
  choose: (chosen: Chosen | null) => void
  open: (seq: number) => void
  copy: () => void
}

/** What floats over the end of the list: the selection, what waits, what is being exported. */
export function LogDock({ tail, chosen, choose, open, copy }: Props) {
  const view = useView(tail)
  const { following, newer } = view
  const exporting = useExport(({ now }) => now)
  if (!chosen && following && !exporting) return null
  return (
    <div className="floating">
      {exporting && (
        <>
          <span role="status" className="sr">
            Exporting
          </span>
          <span>
            {count(exporting.done)}
            {exporting.all !== null && ` of ${count(Math.max(exporting.all, exporting.done))}`} lines
          </span>
          {exporting.all !== null && (
            <span className="export-meter">
              <Meter share={Math.min(1, exporting.done / Math.max(1, exporting.all))} label="Export" tone="starting" />
            </span>
          )}
          <Button small onClick={cancelExport}>
            Cancel
          </Button>
        </>
      )}
      {chosen && (
        <>
          <span>{selected(chosen, view)}</span>
          <Button small icon="copy" keys={`${ctrl} C`} onClick={copy}>
            Copy
          </Button>
          <Button small keys="Enter" onClick={() => open(chosen.active)}>
            Open
          </Button>
          <IconButton icon="close" label="Clear selection" small onClick={() => choose(null)} />
        </>
      )}
      {!following && (
        <>
          <span role="status" className="sr">
            Paused
          </span>
          <span className="quiet newer" aria-hidden={false}>
            {newerWords(newer)}
          </span>
          <Button small icon="follow" onClick={() => tail.follow()}>
            {newer.count === 0 ? 'Follow' : 'Show them'}
          </Button>
        </>
      )}
    </div>
  )
}

function newerWords({ count: lines, exact }: TailView['newer']): string {
  if (lines === 0) return exact ? 'Paused' : 'Paused, newer lines'
  return `Paused, ${count(lines)}${exact ? '' : ' or more'} newer`
}

function selected(chosen: Chosen, { lines }: TailView): string {
  const { first, last } = range(chosen)
  const all = (lines[0]?.seq ?? Infinity) <= first && (lines.at(-1)?.seq ?? 0) >= last
  const held = lines.reduce((sum, { seq }) => sum + (seq >= first && seq <= last ? 1 : 0), 0)
  return `${counted(held, 'line')}${all ? '' : ' and more'} selected`
}
