import { useState } from 'react'
import type { Problem, Server } from '../../shared/domain.ts'
import { enableServer } from '../act.ts'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import type { Draft } from '../grants/draft.ts'
import { Sure } from '../grants/sure.tsx'
import type { Planned } from '../grants/use-plans.ts'
import { withServer } from '../store/patch.ts'
import { useMirror, useServer } from '../store/store.ts'
import { say, setSwitchOn, useWindow } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { FieldGroup } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Plain } from '../ui/plain.tsx'
import { Segments } from '../ui/segments.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { MoreParts } from './more-parts.tsx'
import { PartView } from './part-view.tsx'
import { isEmpty, useParts, type Refused } from './use-parts.ts'

/** Gives a server what it needs and switches it on, in one step. */
export function SwitchOnDialog() {
  const id = useWindow((state) => state.switchOn)
  const server = useServer(id ?? '')
  if (!server) return null
  return <OpenForm key={server.id} server={server} />
}

function OpenForm({ server }: { server: Server }) {
  const [attempts, setAttempts] = useState(0)
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<string[]>([])
  const [refused, setRefused] = useState<Refused | null>(null)
  const [trouble, setTrouble] = useState<Problem | null>(null)
  const form = useParts(server, attempts > 0, refused)
  const { parts, choices, choice, drafts } = form
  const required = parts.filter(({ need }) => need.required)
  const optional = parts.filter(({ need }) => !need.required)
  // It goes on running, or it is switched on by this.
  const [on] = useState(server.enabled)
  const close = () => setSwitchOn(null)
  const edited = () => {
    setAsked([])
    setRefused(null)
    setTrouble(null)
  }

  /** Says where the host refused it, or what it asks. */
  const failed = (problem: Problem) => {
    const at = placeOf(problem, drafts)
    if (problem.code === 'conflict' && at !== undefined) return setAsked([problem.message])
    if (at === undefined) setTrouble(problem)
    else setRefused({ draft: at, problem })
    setAttempts(attempts + 1)
  }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    const planned = await form.look()
    const asks = unasked(planned, drafts)
    const lacks = required.some((part) => part.drafts.some(isEmpty))
    if (lacks || planned.some((each) => !('plan' in each))) setAttempts(attempts + 1)
    else if (asks.length > 0 && asked.length === 0) setAsked(asks)
    else {
      try {
        const changed = await ask('servers.switchOn', given(server.id, planned, drafts))
        useMirror.setState((state) => withServer(state, changed))
        say({ tone: 'done', message: on ? `${server.name} got what it needs.` : `${server.name} is on.` })
        return close()
      } catch (error) {
        failed(problemOf(error))
      }
    }
    setBusy(false)
  }
  const without = async () => {
    if (await enableServer(server.id, true)) close()
  }

  return (
    <FormDialog
      title={
        <span className="with-icon">
          <ServerIcon server={server} />
          {on ? `What ${server.name} needs` : `Switch on ${server.name}`}
        </span>
      }
      dirty={form.dirty}
      close={close}
      submit={() => void submit()}
      attempts={attempts}
      actions={
        asked.length > 0 ? (
          <Sure reasons={asked} back={() => setAsked([])} go={() => void submit()} busy={busy} />
        ) : (
          <>
            <Button bare className="push-end" onClick={close}>
              Cancel
            </Button>
            {!on && <Button onClick={() => void without()}>Switch on without</Button>}
            <Button first busy={busy} keys={`${ctrl} Enter`} onClick={() => void submit()}>
              {on ? 'Grant' : 'Grant and switch on'}
            </Button>
          </>
        )
      }
    >
      <p className="second">It starts with nothing, and says itself what it needs. You decide, and may give less.</p>
      {choices.length > 1 && (
        <FieldGroup label="One is enough">
          <Segments
            label="Which of these it gets"
            value={choice ?? ''}
            change={(next) => {
              form.choose(next)
              edited()
            }}
            options={choices.map((each) => ({ value: each, text: each }))}
          />
        </FieldGroup>
      )}
      {required.map((part, index) => (
        <PartView key={index} {...part} change={(next) => (part.change(next), edited())} />
      ))}
      <MoreParts parts={optional.map((part) => ({ ...part, change: (next) => (part.change(next), edited()) }))} />
      {trouble && <Trouble problem={trouble} />}
      {parts.length === 0 && (
        <p>
          <Plain text={server.name} /> has all that it asks for.
        </p>
      )}
    </FormDialog>
  )
}

/** What must be asked once more. Every public site was chosen by hand, with what it means beside it. */
function unasked(planned: readonly Planned[], drafts: readonly Draft[]): string[] {
  return planned.flatMap((each, index) => {
    const ask = 'plan' in each ? each.plan.ask : undefined
    return ask === undefined || drafts[index]?.kind === 'host' ? [] : [ask]
  })
}

function given(id: string, planned: readonly Planned[], drafts: readonly Draft[]) {
  const plans = planned.flatMap((each) => ('plan' in each ? [each.plan] : []))
  return {
    id,
    grants: plans.map(({ grant }) => grant),
    secrets: freshIn(drafts).map(({ secret, value }) => ({ name: secret.trim(), value })),
    // Whatever is asked was answered before.
    confirmed: plans.some((plan) => plan.ask !== undefined),
  }
}

function freshIn(drafts: readonly Draft[]) {
  return drafts.flatMap((draft) => (draft.kind === 'secret' && draft.fresh ? [draft] : []))
}

/** The draft that a refusal is about. */
function placeOf({ at }: Problem, drafts: readonly Draft[]): number | undefined {
  const [, part, number] = /^(grants|secrets)\.(\d+)/u.exec(at ?? '') ?? []
  if (part === undefined) return undefined
  const place = part === 'grants' ? Number(number) : drafts.indexOf(freshIn(drafts)[Number(number)] as Draft)
  return place >= 0 && place < drafts.length ? place : undefined
}
