import { lazy, Suspense, useMemo, useState } from 'react'
import { Boundary } from '../ui/boundary.tsx'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segments } from '../ui/segments.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { readable } from '../words/json-text.ts'
import { longestUnasked, looksLikeMarkdown } from './markdown-guess.ts'
import { resultParts, treeOf } from './result-parts.ts'
import { ResultPart } from './result-part.tsx'
import { saveText } from './save-as.ts'

const Markdown = lazy(() => import('./markdown.tsx'))
const JsonTree = lazy(() => import('./json-tree.tsx'))

type As = 'text' | 'markdown' | 'tree' | 'raw'

/** Longer than this is cut in view, and can be saved. */
const longest = 200_000
/** Reading more would hold the window up. */
const mostParsed = 40_000_000

/** MCP's CallToolResult: as what it is, as a tree, or as the server wrote it. `json` may be cut, then it is text. */
export function ResultView({ json, head }: { json: string; head?: React.ReactNode }) {
  const read = useMemo(() => readResult(json), [json])
  const [picked, setPicked] = useState<As>()
  const marked = useMemo(() => read?.texts !== undefined && looksLikeMarkdown(read.texts), [read])
  const unasked = marked && (read?.texts?.length ?? 0) <= longestUnasked
  const as: As = read ? (picked ?? (unasked ? 'markdown' : 'text')) : 'raw'
  const copied = as === 'raw' || as === 'tree' || read?.texts === undefined ? json : read.texts
  const options = [
    { value: 'text' as const, text: 'Text' },
    ...(marked ? [{ value: 'markdown' as const, text: 'Markdown' }] : []),
    { value: 'tree' as const, text: 'Tree' },
    { value: 'raw' as const, text: 'Raw' },
  ]
  return (
    <div className="stack result">
      <div className="row wrap">
        {head}
        <span className="push row">
          {read && <Segments label="Result as" value={as} change={setPicked} options={options} />}
          <CopyButton only text={copied} label="Copy result" />
          {copied.length > longest && (
            <Button
              small
              icon="download"
              onClick={() => saveText(copied === json ? 'result.json' : 'result.txt', copied)}
            >
              Save…
            </Button>
          )}
        </span>
      </div>
      <Boundary of={as} instead={(_, again) => <NotShown again={again} />}>
        {as === 'raw' || !read ? (
          <Code json text={json.length > longest ? json : readable(json)} label="Result" />
        ) : as === 'tree' ? (
          <Suspense>
            <JsonTree value={treeOf(read.value, read.parts)} />
          </Suspense>
        ) : as === 'markdown' && read.texts !== undefined ? (
          <Suspense>
            <Markdown text={read.texts} />
          </Suspense>
        ) : (
          <Parts read={read} />
        )}
      </Boundary>
    </div>
  )
}

function NotShown({ again }: { again: () => void }) {
  return (
    <Trouble
      problem={{
        code: 'internal',
        message: 'The result cannot be shown like this.',
        hint: 'Text and Raw show it as it is.',
      }}
      actions={<Button onClick={again}>Show it again</Button>}
    />
  )
}

type Read = NonNullable<ReturnType<typeof readResult>>

function Parts({ read: { parts } }: { read: Read }) {
  const { parts: all, structured } = parts
  return (
    <>
      {all.slice(0, mostParts).map((part, index) => (
        <ResultPart key={index} part={part} />
      ))}
      {all.length > mostParts && <p className="quiet">{all.length - mostParts} more parts are shown under Raw.</p>}
      {all.length === 0 && structured === undefined && <p className="quiet">The result is empty.</p>}
      {structured !== undefined && !saysTheSame(all, structured) && (
        <>
          <h3 className="quiet">Structured content</h3>
          <Code json text={JSON.stringify(structured, null, 2)} label="Structured content" />
        </>
      )}
    </>
  )
}

const mostParts = 100

/** Many servers write what is structured as text, too. */
function saysTheSame(parts: Read['parts']['parts'], structured: unknown): boolean {
  const [only] = parts
  if (parts.length !== 1 || only?.kind !== 'text' || only.text.length > longest) return false
  try {
    return JSON.stringify(JSON.parse(only.text)) === JSON.stringify(structured)
  } catch {
    return false
  }
}

function readResult(json: string) {
  if (json.length > mostParsed) return undefined
  try {
    const value: unknown = JSON.parse(json)
    const parts = resultParts(value)
    const plain = parts.parts.map((part) => (part.kind === 'text' ? part.text : undefined))
    const texts = plain.length > 0 && plain.every((text) => text !== undefined) ? plain.join('\n') : undefined
    return { value, parts, ...(texts !== undefined && { texts }) }
  } catch {
    return undefined
  }
}
