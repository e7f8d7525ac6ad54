import type { Server, Tool } from '../../shared/domain.ts'
import { Segments } from '../ui/segments.tsx'
import { counted } from '../words/amounts.ts'
import { CopyCall } from './copy-call.tsx'
import type { Draft } from './drafts.ts'
import { HistoryMenu } from './history-menu.tsx'

interface Props {
  server: Server
  tool: Tool
  draft: Draft
  as: 'form' | 'json'
  unfit: string | undefined
  problems: number
  choose: (as: 'form' | 'json') => void
}

export function ArgumentsHead({ server, tool, draft, as, unfit, problems, choose }: Props) {
  return (
    <div className="row wrap">
      {unfit === undefined ? (
        <Segments
          label="Arguments as"
          value={as}
          change={choose}
          options={[
            { value: 'form', text: 'Form' },
            { value: 'json', text: 'JSON' },
          ]}
        />
      ) : (
        <h3>Arguments</h3>
      )}
      <span className="quiet cut" role="status">
        {problems > 0 ? counted(problems, 'problem') : ''}
      </span>
      <span className="push row">
        <HistoryMenu server={server.id} tool={tool.name} />
        <CopyCall server={server} tool={tool} json={draft.text} />
      </span>
    </div>
  )
}
