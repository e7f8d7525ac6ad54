import { useState } from 'react'
import type { GrantRequest } from '../../shared/access.ts'
import { act } from '../act.ts'
import { useMirror } from '../store/store.ts'
import { useUserHome } from '../store/user-home.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { tildeIn } from '../words/paths.ts'

const noRequests: GrantRequest[] = []

/** Changes that the command line waits with until somebody answers here: a program with a shell could have asked for them. */
export function GrantRequests() {
  const requests = useMirror((state) => state.snapshot?.grantRequests ?? noRequests)
  return requests.map((request) => <Request key={request.id} request={request} />)
}

function Request({ request: { id, server, changes } }: { request: GrantRequest }) {
  const [busy, setBusy] = useState<'allow' | 'refuse' | null>(null)
  const home = useUserHome()
  const answer = (allow: boolean) => {
    setBusy(allow ? 'allow' : 'refuse')
    void act('grants.answer', { id, allow }).finally(() => setBusy(null))
  }
  return (
    <div className="banner denied request" role="alert">
      <Icon name="key" mark="denied" />
      <div>
        <p>
          <b>The command line asks to change {server ? `what ${server} may do` : 'what servers may do'}.</b> It waits
          for your answer.
        </p>
        <ul>
          {changes.map((change) => (
            <li key={change} className="second">
              <Plain text={tildeIn(change, home)} />
            </li>
          ))}
        </ul>
      </div>
      <span className="row">
        <Button small busy={busy === 'refuse'} onClick={() => answer(false)}>
          Refuse
        </Button>
        <Button small busy={busy === 'allow'} onClick={() => answer(true)}>
          Allow {changes.length > 1 && `${changes.length} changes`}
        </Button>
      </span>
    </div>
  )
}
