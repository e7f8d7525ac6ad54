import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { duration, written } from '../words/amounts.ts'
import type { Ran } from './drafts.ts'

/** Servers count in steps of any size, often from 0 to 1. */
const steps = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** A call that is under way: how long, how far, and a way out. */
export function Running({
  running,
  limitMs,
  cancel,
}: {
  running: Ran & { state: 'running' }
  limitMs: number
  cancel: () => void
}) {
  const { progress, since, cancelling } = running
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200)
    return () => clearInterval(timer)
  }, [])
  const share = progress?.total !== undefined && progress.total > 0 ? progress.progress / progress.total : undefined
  return (
    <>
      <Button onClick={cancel} busy={cancelling}>
        Cancel
      </Button>
      <span className="quiet run-time">
        {written(duration(Math.max(0, now - since)))} of at most {written(duration(limitMs))}
      </span>
      {progress && (
        <span className="row run-progress">
          <progress
            aria-label="Progress"
            {...(share !== undefined && { value: Math.min(1, Math.max(0, share)), max: 1 })}
          />
          <span className="quiet">
            {progress.total === undefined
              ? steps.format(progress.progress)
              : `${steps.format(progress.progress)} of ${steps.format(progress.total)}`}
          </span>
          {progress.message !== undefined && (
            <span className="cut second">
              <Plain text={progress.message} />
            </span>
          )}
        </span>
      )}
    </>
  )
}
