import type { Inspection } from '../../shared/domain.ts'
import { Plain } from '../ui/plain.tsx'
import { bytes, written } from '../words/amounts.ts'

export function FileFacts({ inspection, file }: { inspection: Inspection; file: string }) {
  return (
    <aside aria-label="The file" tabIndex={0}>
      <div className="block stack">
        <div className="head">
          <h2>The file</h2>
        </div>
        <dl className="facts">
          <dt>File</dt>
          <dd>
            <Plain text={file} />
          </dd>
          <dt>Kind</dt>
          <dd>
            <span className="mono">{inspection.kind}</span>, {inspection.format}
          </dd>
          <dt>Why</dt>
          <dd>
            <Plain text={inspection.reason} />
          </dd>
          <dt>Size</dt>
          <dd>{written(bytes(inspection.size))}</dd>
          <dt>SHA-256</dt>
          <dd className="mono">{inspection.hash.match(/.{4}/gu)?.join(' ')}</dd>
        </dl>
      </div>
      <div className="block stack">
        <div className="head">
          <h2>It exports</h2>
          <span className="quiet push">{inspection.exports.length}</span>
        </div>
        <ul className="names mono">
          {inspection.exports.slice(0, 40).map((name) => (
            <li key={name}>
              <Plain text={name} />
            </li>
          ))}
        </ul>
      </div>
    </aside>
  )
}
