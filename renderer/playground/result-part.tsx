import { Code } from '../ui/code.tsx'
import { Plain } from '../ui/plain.tsx'
import { bytes, written } from '../words/amounts.ts'
import { Media } from './result-media.tsx'
import type { Part } from './result-parts.ts'

/** One part of a result, as what it is. */
export function ResultPart({ part }: { part: Part }) {
  switch (part.kind) {
    case 'text':
      if (part.text === '') return <p className="quiet">The text is empty.</p>
      return (
        <>
          {part.from !== undefined && (
            <p className="quiet mono cut">
              <Plain text={part.from} />
            </p>
          )}
          <Code text={part.text} json={/^\s*[{[]/u.test(part.text)} label="Result" />
        </>
      )
    case 'image':
    case 'audio':
      return <Media part={part} />
    case 'blob':
      return (
        <p className="quiet">
          <span className="mono">
            <Plain text={part.from} />
          </span>{' '}
          · <Plain text={part.type} /> · {written(bytes(part.bytes))}
        </p>
      )
    case 'link':
      return (
        <div className="result-link">
          <Plain text={part.name} /> <span className="quiet">a resource that a client can read</span>
          <p className="mono quiet">
            <Plain text={[part.uri, part.type].filter(Boolean).join(' · ')} />
          </p>
          {part.description && (
            <p className="second">
              <Plain text={part.description} />
            </p>
          )}
        </div>
      )
    case 'other':
      return <Code json text={part.json} label={`Result, ${part.type}`} />
    default:
      return part satisfies never
  }
}
