import { useState, type ReactNode } from 'react'
import type { Server } from '../../shared/domain.ts'
import { go } from '../route.ts'
import { RemoveServers } from '../servers/remove-servers.tsx'
import { useMirror } from '../store/store.ts'
import { Ago } from '../ui/ago.tsx'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { bytes, counted, written } from '../words/amounts.ts'
import { healthLine } from '../words/health-line.ts'
import { clock, day } from '../words/times.ts'

export function AboutTab({ server }: { server: Server }) {
  return (
    <div className="body">
      {server.problem && (
        <div className="block">
          <Trouble problem={server.problem} />
        </div>
      )}
      <section className="block stack" aria-label="About">
        <dl className="facts wide-facts">
          <dt>Name</dt>
          <dd className="with-icon">
            <ServerIcon server={server} />
            {server.name}
          </dd>
          <Said term="Title" text={server.title} />
          <Said term="Description" text={server.description} />
          <Said term="Version" text={server.version} />
          <dt>Kind</dt>
          <dd>
            <span className="mono">{server.kind}</span>, one instance of its own per client
            {server.stateful && '; it keeps state, so it is never stopped for being idle'}
          </dd>
          <dt>Serves</dt>
          <dd>{serves(server)}</dd>
          <dt>Called</dt>
          <dd>
            {counted(server.callCount, 'time')}
            {server.lastCallAt !== undefined && (
              <>
                , last <Ago at={server.lastCallAt} />
              </>
            )}
          </dd>
          <Health id={server.id} />
          <dt>Size</dt>
          <dd>{written(bytes(server.size))}</dd>
          <dt>Installed</dt>
          <dd>
            {day(server.installedAt)} {clock(server.installedAt)}
            {server.bundled && ', came with Belljar'}
          </dd>
          <Copied term="SHA-256" text={server.hash} what="hash" />
          <Copied term="Link" text={`belljar://server/${server.id}`} what="link" />
        </dl>
      </section>
      {server.instructions && (
        <section className="block stack" aria-label="Instructions">
          <h2>Instructions for models</h2>
          <p className="quiet">Written by the server. Clients may hand them to a model as they are.</p>
          <Code text={server.instructions} label="Instructions for models" />
        </section>
      )}
      <section className="block" aria-label="Remove">
        <Remove server={server} />
      </section>
    </div>
  )
}

/** The server says so itself. */
function Said({ term, text }: { term: string; text: string | undefined }) {
  return (
    text && (
      <Fact term={term}>
        <Plain text={text} />
      </Fact>
    )
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Copied({ term, text, what }: { term: string; text: string; what: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd className="row wrap">
        <span className="mono path">{text}</span>
        <CopyButton only text={text} label={`Copy the ${what}`} />
      </dd>
    </>
  )
}

function Health({ id }: { id: string }) {
  const health = useMirror((state) => state.snapshot?.health.find((one) => one.server === id))
  if (!health) return null
  return (
    <Fact term="Health">
      <Plain text={healthLine(health)} />
      {health.checkedAt !== undefined && (
        <span className="quiet">
          {' '}
          · checked <Ago at={health.checkedAt} />
        </span>
      )}
    </Fact>
  )
}

/** Only what there is; most servers have tools and nothing else. */
function serves({ tools, prompts, resources }: Server): string {
  const parts = [counted(tools.length, 'tool')]
  if (prompts > 0) parts.push(counted(prompts, 'prompt'))
  if (resources > 0) parts.push(counted(resources, 'resource'))
  return parts.join(', ')
}

function Remove({ server }: { server: Server }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon="trash" onClick={() => setAsking(true)}>
        Remove {server.name}…
      </Button>
      {asking && (
        <RemoveServers servers={[server]} close={() => setAsking(false)} removed={() => go({ screen: 'servers' })} />
      )}
    </>
  )
}
