import { useState } from 'react'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import { useMirror } from '../store/store.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { TextInput } from '../ui/text-input.tsx'

interface Props {
  /** Empty for a new one. */
  name: string
  taken: readonly string[]
  close: () => void
}

/** Sets a secret or replaces it. What it was before cannot be seen. */
export function SecretForm({ name: known, taken, close }: Props) {
  const [name, setName] = useState(known)
  const [value, setValue] = useState('')
  const [attempts, setAttempts] = useState(0)
  const tried = attempts > 0
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const called = name.trim()
  const wrongName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/u.test(called)
    ? null
    : 'Letters, digits, dot, hyphen and underscore, at most 100.'
  const submit = async () => {
    if (wrongName || !value) return setAttempts(attempts + 1)
    setBusy(true)
    try {
      useMirror.setState({ secrets: await ask('secrets.set', { name: called, value }) })
      say({ tone: 'done', message: known ? `${called} was replaced.` : `${called} is stored.` })
      close()
    } catch (error) {
      setProblem(problemOf(error))
      setBusy(false)
    }
  }
  return (
    <FormDialog
      title={known ? `Replace the secret ${known}` : 'A new secret'}
      dirty={value !== '' || name !== known}
      close={close}
      submit={() => void submit()}
      attempts={attempts}
      actions={
        <>
          <Button bare onClick={close}>
            Cancel
          </Button>
          <Button first busy={busy} keys={`${ctrl} Enter`} onClick={() => void submit()}>
            {known ? 'Replace it' : 'Store it'}
          </Button>
        </>
      }
    >
      {!known && (
        <Field
          label="Name"
          mistake={tried && wrongName ? { text: wrongName } : null}
          hint={
            taken.includes(called) ? 'A secret of this name is stored already: this one takes its place.' : undefined
          }
        >
          {(wiring) => <TextInput {...wiring} mono value={name} placeholder="OPENAI_API_KEY" change={setName} />}
        </Field>
      )}
      <Field
        label="The secret"
        mistake={
          problem
            ? { text: problem.message, hint: problem.hint }
            : tried && !value
              ? { text: 'Type or paste the secret itself.' }
              : null
        }
        hint="Never shown again. Running servers get a new value when they are restarted."
      >
        {(wiring) => <TextInput {...wiring} mono masked value={value} change={setValue} />}
      </Field>
    </FormDialog>
  )
}
