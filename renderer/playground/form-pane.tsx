import { Component, lazy, Suspense, useMemo, type ReactNode } from 'react'
import { writeJson } from './exact.ts'
import { readJson } from './read-json.ts'
import type { Schema } from './schema-words.ts'

const SchemaForm = lazy(() => import('./form/schema-form.tsx'))

interface Props {
  schema: Schema
  /** Read once: what the form changes comes back by `change`. */
  text: string
  change: (text: string) => void
  problems: readonly { at: string; message: string }[]
  broke: () => void
}

export function FormPane({ schema, text, change, problems, broke }: Props) {
  // Every change makes another text; the form has it already.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const start = useMemo(() => startOf(text), [])
  const byPlace = useMemo(() => {
    const map = new Map<string, string[]>()
    for (const { at, message } of problems) map.set(at, [...(map.get(at) ?? []), message])
    return map
  }, [problems])
  return (
    <Fence broke={broke}>
      <Suspense fallback={<p className="quiet">Making the form…</p>}>
        <SchemaForm schema={schema} start={start} change={(value) => change(writeJson(value))} problems={byPlace} />
      </Suspense>
    </Fence>
  )
}

function startOf(text: string): unknown {
  const read = readJson(text)
  return 'value' in read ? read.value : {}
}

/** Schemas come from servers: one that the form cannot take must not take the page with it. */
class Fence extends Component<{ broke: () => void; children: ReactNode }, { fell: boolean }> {
  override state = { fell: false }
  static getDerivedStateFromError() {
    return { fell: true }
  }
  override componentDidCatch() {
    this.props.broke()
  }
  override render() {
    return this.state.fell ? null : this.props.children
  }
}
