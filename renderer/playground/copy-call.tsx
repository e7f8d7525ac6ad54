import { Menu } from '@base-ui/react/menu'
import { useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { copy } from '../act.ts'
import { Icon } from '../ui/icon.tsx'
import { asCommand, asRequest, asTypeScript } from './client-calls.ts'

const forms = [
  { text: 'MCP request, JSON-RPC', write: asRequest },
  { text: 'Command for the shell', write: asCommand },
  { text: 'TypeScript, with the SDK', write: asTypeScript },
]

/** The same call for somebody else to make. */
export function CopyCall({ server, tool, json }: { server: Server; tool: Tool; json: string }) {
  const [copied, setCopied] = useState(false)
  const take = async (write: (typeof forms)[number]['write']) => {
    setCopied(await copy(write({ server: server.name, clientName: tool.clientName, tool: tool.name, json })))
    setTimeout(() => setCopied(false), 1800)
  }
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="button bare small" aria-label="Copy as client call" title="Copy as client call">
          <Icon name={copied ? 'ok' : 'copy'} />
          <span className="wide">Copy as client call</span>
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-place" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              {forms.map(({ text, write }) => (
                <Menu.Item key={text} className="menu-item" onClick={() => void take(write)}>
                  {text}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <span className="sr" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}
