import type { CatalogEntry } from '../../shared/catalog.ts'
import { useServer } from '../store/store.ts'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { bytes, written } from '../words/amounts.ts'
import { CatalogDo } from './catalog-do.tsx'
import { WillAsk } from './will-ask.tsx'

/** One server before it is installed: what it does, which tools it brings, what it will ask for. */
export function CatalogDetail({ entry }: { entry: CatalogEntry }) {
  const { name, title, description, version, size, tools, installed } = entry
  const server = useServer(installed ?? '')
  return (
    <section className="detail client" aria-label={name}>
      <div className="block lead">
        <div className="head">
          <ServerIcon server={entry} />
          <h2 className="detail-title">{name}</h2>
          {server ? (
            <span className={server.enabled ? 'tag running' : 'tag'}>{server.enabled ? 'on' : 'installed, off'}</span>
          ) : (
            <span className="tag">not installed</span>
          )}
        </div>
        {(description ?? title) && (
          <p className="second">
            <Plain text={description ?? title ?? ''} />
          </p>
        )}
        <p className="quiet">
          {version !== undefined && (
            <>
              version <Plain text={version} /> ·{' '}
            </>
          )}
          {written(bytes(size))} · comes with Belljar
        </p>
      </div>
      <WillAsk needs={entry.needs} />
      <div className="block stack">
        <div className="head">
          <h3>Its tools</h3>
          <span className="quiet push">{tools.length}</span>
        </div>
        <dl className="tool-facts">
          {tools.map((tool) => (
            <div key={tool.name}>
              <dt className="mono">
                <Plain text={tool.name} />
              </dt>
              <dd className="second">
                <Plain text={firstSentence(tool.description ?? tool.title ?? '')} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <CatalogDo entry={entry} server={server} />
    </section>
  )
}

/** Descriptions are written for models, and long; the whole stands with the tool once it is installed. */
function firstSentence(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return /^.*?[.!?](?=\s|$)/u.exec(line)?.[0] ?? line
}
