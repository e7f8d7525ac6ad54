import { useState } from 'react'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segments } from '../ui/segments.tsx'
import { bytes, written } from '../words/amounts.ts'
import { readable, resultText } from '../words/json-text.ts'

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

/** A result that is only text is shown as that text: its line breaks are what makes it readable. */
export function ResultBlock({ json, size }: { json: string; size?: number | undefined }) {
  const text = textOf(json)
  const [as, setAs] = useState<'text' | 'json'>('text')
  const plain = text !== undefined && as === 'text'
  return (
    <div className="block stack">
      <div className="head">
        <h3>Result</h3>
        {size !== undefined && <span className="quiet">{written(bytes(size))}</span>}
        <span className="push row">
          {text !== undefined && (
            <Segments
              label="Result as"
              value={as}
              change={setAs}
              options={[
                { value: 'text', text: 'Text' },
                { value: 'json', text: 'JSON' },
              ]}
            />
          )}
          <CopyButton only text={plain ? text : json} label="Copy result" />
        </span>
      </div>
      {plain && text === '' ? (
        <p className="quiet">The text is empty.</p>
      ) : plain ? (
        <Code text={text} json={/^\s*[{[]/u.test(text)} label="Result" />
      ) : (
        <Code json text={readable(json)} label="Result" />
      )}
    </div>
  )
}

function textOf(json: string): string | undefined {
  try {
    return resultText(JSON.parse(json))
  } catch {
    return undefined
  }
}
