import { lazy, Suspense } from 'react'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { bytes, written } from '../words/amounts.ts'
import { readable } from '../words/json-text.ts'

const ResultView = lazy(() => import('../playground/result-view.tsx').then((part) => ({ default: part.ResultView })))

export function ArgumentsBlock({ json }: { json: string }) {
  return (
    <div className="block stack">
      <div className="head">
        <h3>Arguments</h3>
        <span className="push">
          <CopyButton only text={json} label="Copy arguments" />
        </span>
      </div>
      <Code json text={readable(json)} label="Arguments" />
    </div>
  )
}

/** As the playground shows it: text as text, images as images, the rest as a tree or as it was written. */
export function ResultBlock({ json, size }: { json: string; size?: number | undefined }) {
  return (
    <div className="block">
      <Suspense>
        <ResultView
          json={json}
          head={
            <>
              <h3>Result</h3>
              {size !== undefined && <span className="quiet">{written(bytes(size))}</span>}
            </>
          }
        />
      </Suspense>
    </div>
  )
}
