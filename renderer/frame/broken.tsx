import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Plain } from '../ui/plain.tsx'
import { Top } from './top.tsx'

/** A page that could not be drawn. The frame around it goes on. */
export function Broken({ title, error, again }: { title: string; error: unknown; again: () => void }) {
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 300)
  return (
    <>
      <Top title={<Plain text={title} />} />
      <div role="alert">
        <Empty title="This page cannot be shown" actions={<Button onClick={again}>Show this page again</Button>}>
          Servers and calls go on without it. The window says: <Plain text={said} />
        </Empty>
      </div>
    </>
  )
}
