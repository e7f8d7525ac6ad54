import { useEffect, useState } from 'react'
import type { ClientState, ConfigPlan, Problem } from '../../shared/domain.ts'
import { act } from '../act.ts'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import { withPart } from '../store/patch.ts'
import { mirror, useMirror } from '../store/store.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { PlanDiff } from './plan-diff.tsx'

/** One client: the exact change, and the ways to make it. */
export function ClientDetail({ client }: { client: ClientState }) {
  const { plan, problem } = usePlan(client)
  const needed = plan !== null && !plan.problem && plan.before !== plan.after
  return (
    <section className="detail client" aria-label={client.name}>
      <div className="block lead">
        <div className="head">
          <h2 className="detail-title">{client.name}</h2>
          <Tag client={client} />
        </div>
        <p className="second mono path">{client.path}</p>
        {client.detail && client.status !== 'unreadable' && (
          <p className="second">
            <Plain text={client.detail} />
          </p>
        )}
      </div>
      {problem && (
        <div className="block">
          <Trouble problem={problem} />
        </div>
      )}
      {plan && (needed ? <PlanDiff plan={plan} /> : <Entry plan={plan} />)}
      {plan && client.then.length > 0 && (
        <div className="block stack">
          <h3>Then</h3>
          <ol className="then">
            {client.then.map((step, index) => (
              <li key={step}>
                <span aria-hidden="true">{index + 1}</span>
                <p>{step}</p>
              </li>
            ))}
          </ol>
        </div>
      )}
      {(plan ?? client.canUndo) && <Do client={client} plan={plan} needed={needed} />}
    </section>
  )
}

function Tag({ client }: { client: ClientState }) {
  switch (client.status) {
    case 'connected':
      return <span className="tag running">connected</span>
    case 'changed-outside':
      return <span className="tag denied">changed outside Belljar</span>
    case 'unreadable':
      return <span className="tag failed">cannot be read</span>
    case 'not-connected':
      return <span className="tag">{client.found ? 'found' : 'not found here'}</span>
  }
  return client.status satisfies never
}

/** Asked for anew whenever the client's file was found changed: what is shown is what would be written. */
function usePlan(client: ClientState): { plan: ConfigPlan | null; problem: Problem | null } {
  const [state, setState] = useState<{ plan: ConfigPlan | null; problem: Problem | null }>({
    plan: null,
    problem: null,
  })
  useEffect(() => {
    let current = true
    ask('clients.plan', { id: client.id }).then(
      (plan) => current && setState({ plan, problem: plan.problem ?? null }),
      (error: unknown) => current && setState({ plan: null, problem: problemOf(error) }),
    )
    return () => {
      current = false
    }
  }, [client])
  return state
}

function Entry({ plan }: { plan: ConfigPlan }) {
  return (
    <div className="block stack">
      <div className="head">
        <h3>{plan.problem ? 'The entry to paste' : 'It has the entry'}</h3>
        <span className="quiet cut">one entry for all servers that are switched on</span>
      </div>
      <Code json text={plan.snippet.trimEnd()} label="The entry" />
    </div>
  )
}

function Do({ client, plan, needed }: { client: ClientState; plan: ConfigPlan | null; needed: boolean }) {
  const [busy, setBusy] = useState(false)
  const change = async (what: Promise<ClientState | undefined>, done: string) => {
    setBusy(true)
    const changed = await what
    setBusy(false)
    if (!changed) return
    const clients = (mirror().snapshot?.clients ?? []).map((each) => (each.id === changed.id ? changed : each))
    useMirror.setState((state) => withPart(state, { clients }))
    say({ tone: 'done', message: done })
  }
  const connect = (token: string) =>
    void change(
      act('clients.connect', { id: client.id, token }),
      `Belljar was written into the config of ${client.name}.`,
    )
  const undo = () =>
    void change(act('clients.undo', { id: client.id }), `The config of ${client.name} is as it was before.`)
  return (
    <div className="block row do">
      {plan && needed && (
        <Button first icon="plug" busy={busy} keys={`${ctrl} Enter`} onClick={() => connect(plan.token)}>
          Connect
        </Button>
      )}
      {plan && <CopyButton text={plan.snippet} label="Copy config" />}
      {client.canUndo && (
        <Button bare busy={busy} onClick={undo}>
          Undo
        </Button>
      )}
      {needed ? (
        <span className="quiet push cut">Nothing is written until you press Connect.</span>
      ) : (
        plan &&
        !plan.problem && (
          <span className="state quiet push">
            <Icon name="ok" />
            Nothing to change
          </span>
        )
      )}
    </div>
  )
}
