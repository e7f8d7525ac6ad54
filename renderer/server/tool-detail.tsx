import { useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { Code } from '../ui/code.tsx'
import { Plain } from '../ui/plain.tsx'
import { Segments } from '../ui/segments.tsx'
import { safeText } from '../words/hidden.ts'
import { fieldsOf } from '../words/schema.ts'
import { HeldTool } from './held-tool.tsx'
import { Runner } from './runner.tsx'

/** One tool: what it says of itself, what it takes, and a way to try it. */
export function ToolDetail({ server, tool }: { server: Server; tool: Tool }) {
  return (
    <section className="tool" aria-label={safeText(tool.name)}>
      <div className="block">
        <div className="head">
          <h2 className="mono cut" title={safeText(tool.name)}>
            <Plain text={tool.name} />
          </h2>
          {!tool.enabled && !tool.held && <span className="tag">off: clients do not see it</span>}
        </div>
        {tool.clientName !== tool.name && (
          <p className="quiet">
            Clients see it as <span className="mono">{tool.clientName}</span>
          </p>
        )}
        {tool.description && (
          <p className="second description">
            <Plain text={tool.description} />
          </p>
        )}
      </div>
      {tool.held && <HeldTool server={server} tool={tool} held={tool.held} />}
      <Arguments tool={tool} />
      <Runner server={server} tool={tool} />
    </section>
  )
}

function Arguments({ tool }: { tool: Tool }) {
  const [as, setAs] = useState<'list' | 'schema'>('list')
  const fields = fieldsOf(tool.inputSchema)
  return (
    <div className="block stack">
      <div className="head">
        <h3>Arguments</h3>
        {fields.length === 0 && <span className="quiet">none</span>}
        <span className="push">
          <Segments
            label="Arguments as"
            value={as}
            change={setAs}
            options={[
              { value: 'list', text: 'List' },
              { value: 'schema', text: 'Schema' },
            ]}
          />
        </span>
      </div>
      {as === 'schema' ? (
        <Code json text={JSON.stringify(tool.inputSchema, null, 2) ?? ''} label="Schema" />
      ) : (
        fields.length > 0 && (
          <dl className="facts args">
            {fields.map((field) => (
              <div key={field.name} className="fact">
                <dt className="mono">
                  <Plain text={field.name} />
                </dt>
                <dd>
                  <span className="mono quiet">
                    <Plain text={field.type} />
                  </span>{' '}
                  {field.required && <span className="must">required</span>}
                  {field.description && (
                    <p className="second">
                      <Plain text={field.description} />
                    </p>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )
      )}
    </div>
  )
}
