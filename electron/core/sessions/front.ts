import { Server } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Transport } from '@modelcontextprotocol/server'
import type { Icon } from '../servers/own-icons.ts'
import { noValidator } from './handshake.ts'
import type { Json } from './message.ts'
import type { Offers } from './offers.ts'

export interface FrontOptions {
  transport: Transport
  version: string
  /** `all`, or a server's name. */
  serving: string
  offers(): Offers
  setLogLevel(level: string): void
}

export interface Front {
  /** A change notice: straight to clients of the older revisions, over their subscriptions to modern ones. */
  changed(method: string, params?: Json): void
  close(): Promise<void>
}

/** Handshakes, lists and subscriptions towards the client, in both eras, by the SDK. Calls do not come through here: see forwards.ts. */
export function openFront({ transport, version, serving, offers, setLogLevel }: FrontOptions): Front {
  let current: Server | undefined
  const handle = serveStdio(
    () => {
      const server = new Server(
        {
          ...{ name: 'belljar', title: serving === 'all' ? 'Belljar' : `Belljar: ${serving}`, version },
          ...(serving !== 'all' && iconsOf(offers())),
        },
        {
          // Everything is declared, as servers with any of it may be switched on later.
          capabilities: {
            tools: { listChanged: true },
            prompts: { listChanged: true },
            resources: { listChanged: true, subscribe: true },
            completions: {},
            logging: {},
          },
          instructions: offers().instructions,
          jsonSchemaValidator: noValidator,
        },
      )
      // What the catalog says goes out as it is: the SDK's types say more about it than anybody checked.
      server.setRequestHandler('tools/list', () => ({ tools: offers().tools }) as never)
      server.setRequestHandler('prompts/list', () => ({ prompts: offers().prompts }) as never)
      server.setRequestHandler('resources/list', () => ({ resources: offers().resources }) as never)
      server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: offers().templates }) as never)
      server.setRequestHandler('logging/setLevel', ({ params }) => {
        setLogLevel(params.level)
        return {}
      })
      current = server
      return server
    },
    { transport },
  )
  return {
    changed(method, params) {
      // A client that has not opened MCP yet will read the lists anyway.
      current?.notification({ method, ...(params && { params }) } as never).catch(() => undefined)
    },
    close: () => handle.close(),
  }
}

/** Of the one server that is served. Sent with lists too, so not as a thing that weighs. */
function iconsOf({ servers: [server] }: Offers): { icons?: Icon[] } {
  const icons = server?.catalog?.serverInfo.icons?.filter(({ src }) => src.length <= 8192).slice(0, 1) ?? []
  return icons.length > 0 ? { icons } : {}
}
