import { tryNow } from '../connection.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Top } from './top.tsx'

/** Before the first snapshot. */
export function Unreached() {
  const link = useMirror((state) => state.link)
  if (link === 'connecting' || link === 'open') return <Top title="Servers" />
  return (
    <>
      <Top title="Servers" />
      {link === 'refused' ? (
        <Empty title="This tab has no key to Belljar">
          Open the whole address that Belljar printed when it started, with everything behind the #. Each start has a
          new one.
        </Empty>
      ) : (
        <Empty title="Belljar cannot be reached" actions={<Button onClick={tryNow}>Try now</Button>}>
          It is not running, or it is just starting. This page goes on by itself as soon as it answers.
        </Empty>
      )}
    </>
  )
}
