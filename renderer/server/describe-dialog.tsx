import { useState } from 'react'
import type { Problem, Server, Tool } from '../../shared/domain.ts'
import { changeServer } from '../act.ts'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { safeText } from '../words/hidden.ts'

const legal = /^[A-Za-z0-9_-]{1,64}$/

/** What clients are shown instead of the server's own. Empty stands for the server's own. */
export function DescribeDialog({ server, tool, close }: { server: Server; tool: Tool; close: () => void }) {
  const { given } = tool
  const before = { name: given?.name ?? '', description: given?.description ?? '' }
  const [name, setName] = useState(before.name || tool.clientName)
  const [description, setDescription] = useState(before.description || (tool.description ?? ''))
  const [attempts, setAttempts] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const wrong = name !== '' && !legal.test(name)
  const ownText = description.trim() === '' || description === tool.description

  const save = async (next: { name: string | null; description: string | null }) => {
    setBusy(true)
    setProblem(null)
    try {
      await changeServer(ask('tools.describe', { id: server.id, tool: tool.name, ...next }))
      close()
    } catch (error) {
      setProblem(problemOf(error))
      setAttempts(attempts + 1)
      setBusy(false)
    }
  }
  const submit = () => {
    if (busy) return
    if (wrong) return setAttempts(attempts + 1)
    const same = name === '' || (given?.name === undefined && name === tool.clientName)
    void save({ name: same ? null : name, description: ownText ? null : description })
  }
  const taken = problem?.code === 'conflict' ? problem : null
  const mistake = wrong
    ? { text: 'It takes letters, digits, hyphen and underscore, at most 64.' }
    : taken && { text: taken.message, hint: taken.hint }
  const dirty =
    name !== (before.name || tool.clientName) || description !== (before.description || (tool.description ?? ''))
  return (
    <FormDialog
      title={`How clients see ${safeText(tool.name)}`}
      dirty={dirty}
      close={close}
      submit={submit}
      attempts={attempts}
      actions={
        <>
          {given && (
            <span className="push-end">
              <Button bare busy={busy} onClick={() => void save({ name: null, description: null })}>
                Show the server’s own
              </Button>
            </span>
          )}
          <Button bare onClick={close}>
            Cancel
          </Button>
          <Button first busy={busy} keys={`${ctrl} Enter`} onClick={submit}>
            Save for clients
          </Button>
        </>
      }
    >
      <p className="second">
        Clients remember by name what they may call: under another name they ask again. The server itself learns nothing
        of it.
      </p>
      <Field label="Name" mistake={mistake} hint={`Its own name is ${safeText(tool.name)}.`}>
        {(wiring) => <TextInput mono value={name} change={setName} {...wiring} />}
      </Field>
      <Field label="Description" hint="What a model reads of it. Empty shows what the server says.">
        {(wiring) => (
          <textarea
            className="area"
            rows={6}
            maxLength={10_000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
            {...wiring}
          />
        )}
      </Field>
      {problem && !taken && <Trouble problem={problem} />}
    </FormDialog>
  )
}
