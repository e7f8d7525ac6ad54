import { useServers } from '../store/store.ts'
import { safeText } from '../words/hidden.ts'

interface Props {
  /** Of this one only; `''`: of all that are on. */
  server: string
  value: string
  change: (tool: string) => void
  /** Goes in narrow windows. */
  wide?: boolean
}

export function ToolSelect({ server, value, change, wide }: Props) {
  const servers = useServers()
  const names = servers
    .filter(({ id, enabled }) => (server ? id === server : enabled))
    .flatMap(({ tools }) => tools.map(({ name }) => name))
  const tools = [...new Set(value ? [...names, value] : names)].sort((a, b) => a.localeCompare(b))
  return (
    <select
      className={wide ? 'select plain wide tool-select' : 'select plain tool-select'}
      aria-label="Tool"
      value={value}
      onChange={(event) => change(event.target.value)}
    >
      <option value="">All tools</option>
      {tools.map((tool) => (
        <option key={tool} value={tool}>
          {safeText(tool)}
        </option>
      ))}
    </select>
  )
}
