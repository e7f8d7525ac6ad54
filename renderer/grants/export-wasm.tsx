import { useState } from 'react'
import type { Output } from '../../shared/contract.ts'
import type { Problem, Server } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Plain } from '../ui/plain.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { bytes, written } from '../words/amounts.ts'

/** The component with its guards, for any other runtime. Written where Belljar runs. */
export function ExportWasm({ server }: { server: Server }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button small icon="download" onClick={() => setOpen(true)}>
        Export guarded .wasm…
      </Button>
      {open && <ExportForm server={server} close={() => setOpen(false)} />}
    </>
  )
}

/** Asks where to, writes it, and says how to run it. */
export function ExportForm({ server, close }: { server: Server; close: () => void }) {
  const suggested = `~/${server.name}-guarded.wasm`
  const [path, setPath] = useState(suggested)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [exported, setExported] = useState<Output<'servers.export'> | null>(null)
  const [busy, setBusy] = useState(false)
  const [attempts, setAttempts] = useState(0)
  const exists = problem?.code === 'conflict'
  const write = async (overwrite: boolean) => {
    if (busy) return
    setBusy(true)
    try {
      setExported(await ask('servers.export', { id: server.id, path: path.trim() || suggested, overwrite }))
      setProblem(null)
    } catch (error) {
      setProblem(problemOf(error))
      setAttempts((before) => before + 1)
    }
    setBusy(false)
  }
  if (exported) {
    return (
      <FormDialog
        title={`${server.name} is exported`}
        dirty={false}
        close={close}
        submit={close}
        actions={
          <>
            <CopyButton text={exported.run} label="Copy the command" />
            <Button first onClick={close}>
              Close
            </Button>
          </>
        }
      >
        <p>
          <span className="mono path">
            <Plain text={exported.path} />
          </span>
          , {written(bytes(exported.size))}. Its folders and hosts are just as guarded under a plain wasmtime:
        </p>
        <Code text={exported.run} label="Command" />
      </FormDialog>
    )
  }
  return (
    <FormDialog
      title={`Export ${server.name} with its guards`}
      dirty={path !== suggested}
      close={close}
      submit={() => void write(false)}
      attempts={attempts}
      actions={
        <>
          <Button bare onClick={close}>
            Cancel
          </Button>
          {exists && (
            <Button className="danger" busy={busy} onClick={() => void write(true)}>
              Replace the file
            </Button>
          )}
          <Button first busy={busy} keys={`${ctrl} Enter`} onClick={() => void write(false)}>
            Export
          </Button>
        </>
      }
    >
      <p className="second">
        One file, in which the server cannot be parted from its guards. Secrets and variables are not in it.
      </p>
      <Field
        label="File"
        mistake={problem && { text: problem.message, hint: problem.hint }}
        hint="On the computer that Belljar runs on."
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            value={path}
            change={(next) => {
              setPath(next)
              setProblem(null)
            }}
          />
        )}
      </Field>
    </FormDialog>
  )
}
