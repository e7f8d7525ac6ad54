import type { Server } from '../../shared/domain.ts'
import { act } from '../act.ts'
import { go } from '../route.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { bytes, counted, written } from '../words/amounts.ts'
import { clock, day } from '../words/times.ts'

export function AboutTab({ server }: { server: Server }) {
  return (
    <div className="body">
      <section className="block stack" aria-label="About">
        <dl className="facts wide-facts">
          <dt>Name</dt>
          <dd>{server.name}</dd>
          {server.title && (
            <>
              <dt>Title</dt>
              <dd>
                <Plain text={server.title} />
              </dd>
            </>
          )}
          {server.description && (
            <>
              <dt>Description</dt>
              <dd>
                <Plain text={server.description} />
              </dd>
            </>
          )}
          {server.version && (
            <>
              <dt>Version</dt>
              <dd>
                <Plain text={server.version} />
              </dd>
            </>
          )}
          <dt>Kind</dt>
          <dd>
            <span className="mono">{server.kind}</span>, one instance of its own per client
          </dd>
          <dt>Serves</dt>
          <dd>{serves(server)}</dd>
          <dt>Size</dt>
          <dd>{written(bytes(server.size))}</dd>
          <dt>Installed</dt>
          <dd>
            {day(server.installedAt)} {clock(server.installedAt)}
            {server.bundled && ', came with Belljar'}
          </dd>
          <dt>SHA-256</dt>
          <dd className="row wrap">
            <span className="mono path">{server.hash}</span>
            <CopyButton only text={server.hash} label="Copy the hash" />
          </dd>
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

/** Only what there is; most servers have tools and nothing else. */
function serves({ tools, prompts, resources }: Server): string {
  const parts = [counted(tools.length, 'tool')]
  if (prompts > 0) parts.push(counted(prompts, 'prompt'))
  if (resources > 0) parts.push(counted(resources, 'resource'))
  return parts.join(', ')
}

function Remove({ server }: { server: Server }) {
  const remove = async () => {
    const done = await act('servers.remove', { id: server.id })
    if (done === undefined) return
    go({ screen: 'servers' })
    say({ tone: 'done', message: `${server.name} was removed.` })
  }
  return (
    <Confirm
      trigger={<Button icon="trash">Remove {server.name}…</Button>}
      title={`Remove ${server.name}?`}
      does={`Remove ${server.name}`}
      keeps="Keep it"
      act={remove}
    >
      <p>
        Its file, its calls, logs and traps are deleted.{' '}
        {server.instances > 0 && 'Calls that are running end with an error. '}
        {server.enabled && 'Clients lose its tools at once. '}
        It can be installed again from its .wasm file.
      </p>
    </Confirm>
  )
}
