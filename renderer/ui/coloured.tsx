import { Fragment, memo } from 'react'
import { runsOf, type Run } from '../words/runs.ts'

/** Text that someone else wrote, in the colours that it asks for as far as they can be read; nothing else of it acts. */
export const Coloured = memo(function Coloured({ text, find }: { text: string; find?: string }) {
  return <bdi>{runsOf(text, find).map(show)}</bdi>
})

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
