import { go } from '../route.ts'
import { markSeen } from '../store/window.ts'
import { useUnseenTraps } from '../frame/needs.ts'
import { Button } from '../ui/button.tsx'
import { Top } from '../frame/top.tsx'
import { TrapList } from './trap-list.tsx'
import { TrapPage } from './trap-page.tsx'

export function TrapsScreen({ item }: { item?: string | undefined }) {
  const unseen = useUnseenTraps()
  if (item) return <TrapPage key={item} id={item} />
  return (
    <>
      <Top title="Traps">
        <span className="quiet cut">{unseen.length > 0 && `${unseen.length} not looked at`}</span>
        <span className="push" />
        {unseen.length > 0 && <Button onClick={() => markSeen(unseen.map(({ id }) => id))}>Mark all as seen</Button>}
      </Top>
      <TrapList scope="" open={(id) => go({ screen: 'traps', item: id })} />
    </>
  )
}
