import { hashOf } from '../route.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { count, counted } from '../words/amounts.ts'
import { ctrl } from '../frame/keys.ts'
import { indexOf, range, type Chosen } from './chosen.ts'
import type { LogTail } from './tail.ts'
import type { TailView } from './tail-view.ts'
import { useCallsThen } from './use-calls-then.ts'
import { useView } from './use-tail.ts'

interface Props {
  tail: LogTail
  chosen: Chosen | null
  choose: (chosen: Chosen | null) => void
  open: (seq: number) => void
  copy: () => void
}

/** What floats over the end of the list: the selection and what waits. */
export function LogDock({ tail, chosen, choose, open, copy }: Props) {
  const view = useView(tail)
  const { following, newer } = view
  const one = chosen?.anchor === chosen?.active ? chosen : null
  const call = useCallsThen(one ? (view.lines[indexOf(view.lines, one.active)] ?? null) : null)[0]
  if (!chosen && following) return null
  return (
    <div className="floating">
      {chosen && (
        <>
          <span>{selected(chosen, view)}</span>
          <Button small icon="copy" keys={`${ctrl} C`} onClick={copy}>
            Copy
          </Button>
          <Button small keys="Enter" onClick={() => open(chosen.active)}>
            Open
          </Button>
          {call && (
            <a className="button small" href={hashOf({ screen: 'calls', item: call.id })}>
              Show the call
            </a>
          )}
          {call?.trap !== undefined && (
            <a className="button small" href={hashOf({ screen: 'traps', item: call.trap })}>
              Show the trap
            </a>
          )}
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
