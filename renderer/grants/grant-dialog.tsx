import { useState } from 'react'
import { enableServer } from '../act.ts'
import { ctrl } from '../frame/keys.ts'
import { useServer } from '../store/store.ts'
import { setGrantForm, useWindow } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { Segments } from '../ui/segments.tsx'
import { draftKinds, emptyDraft, type Draft } from './draft.ts'
import { Fields, type Wrong } from './fields.tsx'
import { give } from './give.ts'
import type { GrantForm } from './grant-form.ts'
import { PlanView } from './plan-view.tsx'
import { usePlans, type Planned } from './use-plans.ts'

/** Gives or changes grants. Everything it will mean is said before it is done. */
export function GrantDialog() {
  const form = useWindow((state) => state.grantForm)
  const server = useServer(form?.server ?? '')
  if (!form || !server) return null
  return <OpenForm key={JSON.stringify(form)} form={form} name={server.name} />
}

function OpenForm({ form, name }: { form: GrantForm; name: string }) {
  const [drafts, setDrafts] = useState(form.drafts)
  const [attempts, setAttempts] = useState(0)
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<string[]>([])
  const [planned, look] = usePlans(form.server, drafts)
  const close = () => setGrantForm(null)
  const change = (index: number, draft: Draft) => {
    setDrafts(drafts.map((each, at) => (at === index ? draft : each)))
    setAsked([])
  }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    const all = await look()
    const plans = all.flatMap((each) => ('plan' in each ? [each.plan] : []))
    const asks = plans.flatMap((plan) => plan.ask ?? [])
    if (plans.length < all.length) setAttempts(attempts + 1)
    else if (asks.length > 0 && asked.length === 0) setAsked(asks)
    else if (await give(form, drafts, plans)) return close()
    setBusy(false)
  }
  const { needs, changes, enables } = form
  const single = drafts.length === 1 ? drafts[0] : undefined
  const free = !needs && !changes && !form.denial
  return (
    <FormDialog
      title={needs ? `What ${name} needs` : changes ? `Change a grant of ${name}` : `A grant for ${name}`}
      dirty={JSON.stringify(drafts) !== JSON.stringify(form.drafts)}
      close={close}
      submit={() => void submit()}
      attempts={attempts}
      actions={
        asked.length > 0 ? (
          <Sure reasons={asked} back={() => setAsked([])} go={() => void submit()} busy={busy} />
        ) : (
          <>
            <Button bare onClick={close}>
              Cancel
            </Button>
            {enables && (
              <Button bare onClick={() => void enableServer(form.server, true).then(close)}>
                Switch on without
              </Button>
            )}
            <Button first busy={busy} keys={`${ctrl} Enter`} onClick={() => void submit()}>
              {enables ? 'Allow and switch on' : changes ? 'Change it' : single ? verb(single) : 'Allow these'}
            </Button>
          </>
        )
      }
    >
      {free && single && (
        <Segments
          label="Kind of grant"
          className="kinds"
          value={single.kind}
          change={(kind) => change(0, form.drafts.find((draft) => draft.kind === kind) ?? emptyDraft(kind))}
          options={draftKinds.map(({ kind, text }) => ({ value: kind, text }))}
        />
      )}
      {drafts.map((draft, index) => {
        const need = needs?.[index]
        return (
          <section key={index} className="stack grant-part" aria-label={need ? `It asks for ${need.text}` : undefined}>
            {need && (
              <div>
                <h3>
                  It asks for <Plain text={need.text} />
                </h3>
                {need.reason && (
                  <p className="quiet">
                    It says: <Plain text={need.reason} />
                  </p>
                )}
              </div>
            )}
            <Fields
              draft={draft}
              change={(next) => change(index, next)}
              wrong={wrongIn(planned[index], draft, attempts > 0)}
            />
            <PlanView planned={planned[index]} />
          </section>
        )
      })}
    </FormDialog>
  )
}

/** What is missing is said once the person thinks that it is complete; what the host refuses, at once. */
function wrongIn(planned: Planned | undefined, draft: Draft, tried: boolean): Wrong | null {
  if (!planned || 'plan' in planned) return null
  if ('mistake' in planned) return tried ? planned.mistake : null
  const { message, hint } = planned.problem
  return { field: draft.kind === 'secret' ? 'name' : 'main', text: message, hint }
}

function verb(draft: Draft): string {
  switch (draft.kind) {
    case 'directory':
      return draft.access === 'read' ? 'Allow reading' : 'Allow reading and changing'
    case 'host':
      return 'Allow this host'
    case 'variable':
      return 'Give this variable'
    case 'config':
      return 'Give this value'
    case 'secret':
      return 'Give this secret'
    case 'keyvalue':
      return 'Give it a store'
  }
  return draft satisfies never
}

/** The second question about what is rarely meant. The harmless answer has the focus. */
function Sure({ reasons, back, go, busy }: { reasons: string[]; back: () => void; go: () => void; busy: boolean }) {
  return (
    <div className="notice denied sure" role="alert">
      <Icon name="denied" mark="denied" />
      <div>
        {reasons.map((reason) => (
          <p key={reason}>
            <b>
              <Plain text={reason} />
            </b>
          </p>
        ))}
        <p className="second">Allow it all the same?</p>
      </div>
      <span className="row">
        <Button small autoFocus onClick={back}>
          Go back
        </Button>
        <Button small className="danger" busy={busy} onClick={go}>
          Allow it anyway
        </Button>
      </span>
    </div>
  )
}
