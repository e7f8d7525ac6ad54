import { useState } from 'react'
import { act } from '../act.ts'
import type { RuntimeState } from '../../shared/domain.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Meter } from '../ui/meter.tsx'
import { useNow } from '../ui/now.ts'
import { Plain } from '../ui/plain.tsx'
import { runtimeProgress } from '../words/runtime.ts'

/** How far wasmtime is, or why there is none and what to do. Nothing when all is well. */
export function RuntimeBar({ runtime }: { runtime: RuntimeState }) {
  const now = useNow()
  if (runtime.kind === 'failed') return <RuntimeFailed runtime={runtime} />
  const progress = runtimeProgress(runtime, now)
  if (!progress) return null
  return (
    <div className="ready" title={runtime.kind === 'building' ? runtime.detail : undefined}>
      <Icon name="starting" mark="starting" turning />
      <span role="status">{progress.sentence}</span>
      {progress.share === null ? (
        <span />
      ) : (
        <Meter share={progress.share} tone="starting" label={progress.sentence.replace(/[,.].*$/u, '')} />
      )}
      <span className="num">{progress.amount}</span>
    </div>
  )
}

function RuntimeFailed({ runtime }: { runtime: Extract<RuntimeState, { kind: 'failed' }> }) {
  const [busy, setBusy] = useState(false)
  const retry = () => {
    setBusy(true)
    void act('runtime.retry', null).finally(() => setBusy(false))
  }
  return (
    <div className="banner failed" role="alert">
      <Icon name="failed" mark="failed" />
      <div>
        <p>
          <b>
            <Plain text={runtime.problem.message} />
          </b>{' '}
          Servers cannot start until this is solved. Everything else works.
        </p>
        {runtime.problem.hint && (
          <p className="second">
            <Plain text={runtime.problem.hint} />
          </p>
        )}
      </div>
      <span className="row">
        <Button small busy={busy} onClick={retry}>
          Try again
        </Button>
      </span>
    </div>
  )
}
