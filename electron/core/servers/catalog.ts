import type { Icon } from './own-icons.ts'

/** MCP's Implementation, of which the rest is not kept. */
export interface ServerInfo {
  name: string
  version: string
  title?: string
  /** For people, one line. */
  description?: string
  /** Those that it brings along itself. */
  icons?: Icon[]
}

/** What a server said about itself when it was last asked: what sessions answer from without starting it. Everything here comes from the guest. */
export interface Catalog {
  /** The MCP revision that was negotiated with it. */
  protocolVersion: string
  /** Whether it speaks the `initialize` revisions or the stateless one of 2026-07-28 and later. */
  era: 'legacy' | 'modern'
  serverInfo: ServerInfo
  /** MCP ServerCapabilities. */
  capabilities: Record<string, unknown>
  instructions?: string
  /** MCP Tool objects, as kept. */
  tools: unknown[]
  prompts: unknown[]
  resources: unknown[]
  resourceTemplates: unknown[]
}
