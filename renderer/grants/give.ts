import type { GrantPlan } from '../../shared/access.ts'
import { grantKey, sayGrant } from '../../shared/grants.ts'
import { act, changeServer, dropDenial, restartServer } from '../act.ts'
import { mirror } from '../store/store.ts'
import { userHome } from '../store/user-home.ts'
import { say } from '../store/window.ts'
import { tildeIn } from '../words/paths.ts'
import { giveBack } from './change-grants.ts'
import type { Draft } from './draft.ts'
import type { GrantForm } from './grant-form.ts'

/** Does what the form says, in an order in which nothing is granted that cannot work. False when something failed: that was told. */
export async function give(form: GrantForm, draft: Draft, plan: GrantPlan): Promise<boolean> {
  const { server: id, changes, denial } = form
  const { grant, replaces } = plan
  if (draft.kind === 'secret' && draft.fresh) {
    if (!(await act('secrets.set', { name: draft.secret.trim(), value: draft.value }))) return false
  }
  const server = await changeServer(act('grants.add', { id, grants: [grant], confirmed: true }))
  if (!server) return false
  const moved = changes && grantKey(changes) !== grantKey(grant) ? changes : undefined
  if (moved) await changeServer(act('grants.revoke', { id, keys: [grantKey(moved)] }))
  if (denial) await dropDenial(denial)
  if (server.state.kind === 'needs-grants' && server.missing.length === 0) await restartServer(id)

  const before = [...(replaces ? [replaces] : []), ...(moved ? [moved] : [])]
  say({
    tone: 'done',
    message: `${server.name} may: ${tildeIn(sayGrant(grant), userHome())}.`,
    undo: () => void takeBack(id, [grantKey(grant)], before),
  })
  return true
}

async function takeBack(id: string, keys: string[], before: Parameters<typeof giveBack>[1]): Promise<void> {
  const there =
    mirror()
      .snapshot?.servers.find((each) => each.id === id)
      ?.grants.map(grantKey) ?? []
  const gone = keys.filter((key) => there.includes(key))
  if (gone.length > 0) await changeServer(act('grants.revoke', { id, keys: gone }))
  if (before.length > 0) await giveBack(id, before)
}
