import type { Server } from '../../shared/domain.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { approveGrants } from './change-grants.ts'
import { Sentence } from './sentence.tsx'
import { grantKey } from '../../shared/grants.ts'

/** None of its grants is in force, because they are not what somebody approved. */
export function Withheld({ server }: { server: Server }) {
  if (!server.withheld) return null
  return (
    <div className="banner denied" role="alert">
      <Icon name="held" mark="denied" />
      <p>
        <b>None of this is in force.</b> <Plain text={server.withheld} />
      </p>
      <span className="row">
        <Confirm
          trigger={<Button small>Approve…</Button>}
          title={`Put the grants of ${server.name} in force?`}
          does="Approve them"
          keeps="Keep them withheld"
          act={() => approveGrants(server.id)}
        >
          <div className="stack">
            {server.grants.length === 0 ? (
              <p>It has no grants. Its limits and tools are approved as they are now.</p>
            ) : (
              <>
                <p>It may then:</p>
                <ul className="bullets">
                  {server.grants.map((grant) => (
                    <li key={grantKey(grant)}>
                      <Sentence grant={grant} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        </Confirm>
      </span>
    </div>
  )
}
