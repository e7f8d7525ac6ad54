import { useState } from 'react'
import type { Output } from '../../shared/contract.ts'
import type { Server } from '../../shared/domain.ts'
import { act } from '../act.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Parts } from './policy-parts.tsx'

/** The grants as another program's policy.yaml, to copy. */
export function PolicyExport({ server }: { server: Server }) {
  const [policy, setPolicy] = useState<Output<'policy.export'> | null>(null)
  const close = () => setPolicy(null)
  return (
    <>
      <Button
        bare
        small
        wide
        onClick={() => void act('policy.export', { id: server.id }).then((it) => setPolicy(it ?? null))}
      >
        Export policy…
      </Button>
      {policy && (
        <FormDialog
          title={`The grants of ${server.name} as policy.yaml`}
          dirty={false}
          close={close}
          submit={close}
          actions={
            <>
              <Button onClick={close}>Close</Button>
              <CopyButton first text={policy.text} label="Copy" />
            </>
          }
        >
          <Code text={policy.text} label="policy.yaml" />
          <Parts title="A policy cannot say this" parts={policy.unsupported} />
        </FormDialog>
      )}
    </>
  )
}
