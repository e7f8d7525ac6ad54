import { useRef, useState } from 'react'
import type { PolicyPlan } from '../../shared/access.ts'
import type { Problem, Server } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { act, changeServer } from '../act.ts'
import { ctrl } from '../frame/keys.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { counted } from '../words/amounts.ts'
import { PolicyView } from './policy-view.tsx'

/** Takes over another program's policy.yaml: first what it would mean, then the grants. */
export function PolicyImport({ server }: { server: Server }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button bare small wide onClick={() => setOpen(true)}>
        Import policy…
      </Button>
      {open && <ImportForm server={server} close={() => setOpen(false)} />}
    </>
  )
}

function ImportForm({ server, close }: { server: Server; close: () => void }) {
  const [text, setText] = useState('')
  const [plan, setPlan] = useState<PolicyPlan | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [attempts, setAttempts] = useState(0)
  const file = useRef<HTMLInputElement>(null)

  const look = async (policy: string) => {
    setBusy(true)
    try {
      setPlan(await ask('policy.plan', { id: server.id, text: policy }))
      setProblem(null)
    } catch (error) {
      setProblem(problemOf(error))
      setAttempts((before) => before + 1)
    }
    setBusy(false)
  }
  const add = async (from: PolicyPlan) => {
    const grants = from.plans.map(({ grant }) => grant)
    setBusy(true)
    const granted =
      grants.length === 0 ? server : await changeServer(act('grants.add', { id: server.id, grants, confirmed: true }))
    const limited =
      granted && Object.keys(from.limits).length > 0
        ? await changeServer(act('limits.set', { id: server.id, limits: from.limits }))
        : granted
    setBusy(false)
    if (!limited) return
    say({ tone: 'done', message: `${server.name} got ${counted(grants.length, 'grant')} from the policy.` })
    close()
  }
  const number = plan ? plan.plans.length + Object.keys(plan.limits).length : 0
  const asks = plan?.plans.some((each) => each.ask) ?? false
  const submit = () => {
    if (busy) return
    if (!plan) void look(text)
    else if (number > 0) void add(plan)
    else close()
  }
  return (
    <FormDialog
      title={plan ? `What the policy means for ${server.name}` : `Import a policy for ${server.name}`}
      dirty={text !== ''}
      close={close}
      submit={submit}
      attempts={attempts}
      actions={
        <>
          <Button bare onClick={close}>
            Cancel
          </Button>
          {plan && <Button onClick={() => setPlan(null)}>Back</Button>}
          <Button first busy={busy} keys={`${ctrl} Enter`} onClick={submit}>
            {!plan
              ? 'Show what it means'
              : number === 0
                ? 'Close'
                : `Add ${counted(number, 'part')}${asks ? ' all the same' : ''}`}
          </Button>
        </>
      }
    >
      {plan ? (
        <PolicyView plan={plan} limits={server.limits} />
      ) : (
        <>
          <p className="second">
            A policy.yaml of Wassette. Nothing is granted before you have seen what it means here.
          </p>
          <Field label="Policy" mistake={problem && { text: problem.message, hint: problem.hint }}>
            {(wiring) => (
              <textarea
                {...wiring}
                className="area mono"
                rows={10}
                spellCheck={false}
                value={text}
                placeholder={'version: "1.0"\npermissions:'}
                onChange={(event) => {
                  setText(event.target.value)
                  setProblem(null)
                }}
              />
            )}
          </Field>
          <div className="field">
            <span />
            <div>
              <input
                ref={file}
                type="file"
                hidden
                accept=".yaml,.yml"
                aria-label="A policy file"
                onChange={(event) => {
                  const chosen = event.target.files?.[0]
                  event.target.value = ''
                  if (!chosen || chosen.size > 1_000_000) return
                  void chosen.text().then((read) => {
                    setText(read)
                    void look(read)
                  })
                }}
              />
              <Button small icon="file" onClick={() => file.current?.click()}>
                Choose a file…
              </Button>
            </div>
          </div>
        </>
      )}
    </FormDialog>
  )
}
