import { useState } from 'react'
import type { Tool } from '../../shared/domain.ts'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segments } from '../ui/segments.tsx'
import { hintsOf } from '../words/tools.ts'

/** What a server declares about a tool: its hints, and what it takes and gives. */
export function ToolSchema({ tool }: { tool: Tool }) {
  const [of, setOf] = useState<'input' | 'output'>('input')
  const schema = of === 'input' ? tool.inputSchema : tool.outputSchema
  const text = JSON.stringify(schema, null, 2) ?? ''
  return (
    <div className="block stack">
      <p className="quiet">Declared by the server itself, not checked.</p>
      <dl className="facts hints">
        {hintsOf(tool).map(({ name, value, meaning }) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              {value} <span className="quiet">{meaning}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <Segments
          label="Schema of"
          value={of}
          change={setOf}
          options={[
            { value: 'input', text: 'Arguments' },
            { value: 'output', text: 'Result' },
          ]}
        />
        <span className="push">
          <CopyButton only text={text} label="Copy schema" />
        </span>
      </div>
      {schema === undefined ? (
        <p className="quiet">It does not say what its result looks like.</p>
      ) : (
        <Code json text={text} label={of === 'input' ? 'Schema of the arguments' : 'Schema of the result'} />
      )}
    </div>
  )
}
