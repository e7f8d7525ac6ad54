import { useState } from 'react'
import { ctrl } from '../frame/keys.ts'
import { useServer } from '../store/store.ts'
import { setGrantForm, useWindow } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Segments } from '../ui/segments.tsx'
import { draftKinds, emptyDraft, type Draft } from './draft.ts'
import { Fields, type Wrong } from './fields.tsx'
import { give } from './give.ts'
import type { GrantForm } from './grant-form.ts'
import { PlanView } from './plan-view.tsx'
import { Sure } from './sure.tsx'
import { usePlans, type Planned } from './use-plans.ts'

/** Gives or changes grants. Everything it will mean is said before it is done. */
export function GrantDialog() {
  const form = useWindow((state) => state.grantForm)
  const server = useServer(form?.server ?? '')
  if (!form || !server) return null
  return <OpenForm key={JSON.stringify(form)} form={form} name={server.name} />
}

function OpenForm({ form, name }: { form: GrantForm; name: string }) {
  const [draft, setDraft] = useState(form.draft)
  const [attempts, setAttempts] = useState(0)
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<string | null>(null)
  const [[planned], look] = usePlans(form.server, [draft])
  const close = () => setGrantForm(null)
  const change = (next: Draft) => {
    setDraft(next)
    setAsked(null)
  }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    const [found] = await look()
    if (!found || !('plan' in found)) setAttempts(attempts + 1)
    else if (found.plan.ask !== undefined && asked === null) setAsked(found.plan.ask)
    else if (await give(form, draft, found.plan)) return close()
    setBusy(false)
  }
  const { changes } = form
  const free = !changes && !form.denial
  return (
    <FormDialog
      title={changes ? `Change a grant of ${name}` : `A grant for ${name}`}
      dirty={JSON.stringify(draft) !== JSON.stringify(form.draft)}
      close={close}
      submit={() => void submit()}
      attempts={attempts}
      actions={
        asked !== null ? (
          <Sure reasons={[asked]} back={() => setAsked(null)} go={() => void submit()} busy={busy} />
        ) : (
          <>
            <Button bare onClick={close}>
              Cancel
            </Button>
            <Button first busy={busy} keys={`${ctrl} Enter`} onClick={() => void submit()}>
              {changes ? 'Change it' : verb(draft)}
            </Button>
          </>
        )
      }
    >
      {free && (
        <Segments
          label="Kind of grant"
          className="kinds"
          value={draft.kind}
          change={(kind) => change(form.draft.kind === kind ? form.draft : emptyDraft(kind))}
          options={draftKinds.map(({ kind, text }) => ({ value: kind, text }))}
        />
      )}
      <section className="stack grant-part">
        <Fields draft={draft} change={change} wrong={wrongIn(planned, draft, attempts > 0)} />
        <PlanView planned={planned} />
      </section>
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
