import { Fragment, memo } from 'react'
import { runsOf, type Run } from '../words/runs.ts'

interface Props {
  text: string
  find?: string
  /** In one line: line feeds are boxes too. */
  flat?: boolean
}

/** Text that someone else wrote, in the colours that it asks for as far as they can be read; nothing else of it acts. */
export const Coloured = memo(function Coloured({ text, find, flat }: Props) {
  const runs = runsOf(text, find)
  return <bdi>{(flat && text.includes('\n') ? runs.flatMap(unfold) : runs).map(show)}</bdi>
})

function unfold(run: Run): Run[] {
  if (run.hidden || !run.text.includes('\n')) return [run]
  const feed: Run = { text: 'U+000A', look: '', hidden: true }
  return run.text
    .split('\n')
    .flatMap((text, index) => [...(index > 0 ? [feed] : []), ...(text ? [{ ...run, text }] : [])])
}

function show(run: Run, index: number) {
  if (run.hidden)
    return (
      <span key={index} className="hidden-char">
        {run.text}
      </span>
    )
  if (run.hit)
    return (
      <mark key={index} className={run.look}>
        {run.text}
      </mark>
    )
  if (!run.look) return <Fragment key={index}>{run.text}</Fragment>
  return (
    <span key={index} className={run.look}>
      {run.text}
    </span>
  )
}
