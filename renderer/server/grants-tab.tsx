import type { Server } from '../../shared/domain.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { memory, duration, written } from '../words/amounts.ts'

const none: { icon: IconName; text: string }[] = [
  { icon: 'folder', text: 'No folders. It cannot open, read or change a file.' },
  { icon: 'host', text: 'No hosts. It cannot open a connection.' },
  { icon: 'env', text: 'No environment variables. The list it sees is empty.' },
  { icon: 'key', text: 'No secrets.' },
]

/** What it may touch. There is nothing yet that could be granted, and the page says so instead of offering it. */
export function GrantsTab({ server }: { server: Server }) {
  const { limits } = server
  return (
    <div className="body">
      <div className="lead">
        <h2 className="title">Nothing granted</h2>
        <p className="second lead-text">
          {server.name} runs in a sandbox of its own. It can compute, read the clock and draw random numbers, and answer
          calls. Everything that is not listed here is denied.
        </p>
      </div>
      <section className="block" aria-label="Grants">
        <h2>It may touch</h2>
        <ul className="grants">
          {none.map(({ icon, text }) => (
            <li key={icon} className="grant none">
              <Icon name={icon} />
              <p className="second">{text}</p>
            </li>
          ))}
        </ul>
      </section>
      <section className="block stack" aria-label="Limits">
        <h2>It may use at most</h2>
        <dl className="facts wide-facts">
          <dt>Memory</dt>
          <dd>{memory(limits.memoryBytes)} per instance</dd>
          <dt>A call</dt>
          <dd>{written(duration(limits.callMs))}, then it is ended and the client gets an error</dd>
          <dt>A start</dt>
          <dd>{written(duration(limits.startMs))}</dd>
          <dt>Idle</dt>
          <dd>
            {server.stateful
              ? 'as long as its client is connected'
              : `${written(duration(limits.idleMs))}, then it stops`}
          </dd>
        </dl>
      </section>
    </div>
  )
}
