import type { Notice } from '../../../shared/domain.ts'
import type { Asker } from '../asker.ts'
import type { Audience } from '../audience.ts'
import type { StateFile } from '../home/state-file.ts'
import type { Settings } from '../settings.ts'
import type { GrantRequests } from './grant-requests.ts'

interface Deps {
  settings: StateFile<Settings>
  requests: GrantRequests
  audience: Pick<Audience, 'windows' | 'onChange'>
  notices: { add(notice: Omit<Notice, 'id' | 'at'>): void }
}

/** What every announcement begins with: it is for a window, the command line knows what it did. */
export const announced = 'The command line changed'

/** Announcements that wait for the next window. */
const maxUnseen = 50

/**
 * Changes by the command line, which an agent with a shell could run: each is told in the window, and where the person wants
 * that, waits for a yes there. Changes by a window are simply made.
 */
export class CliWatch {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
    for (const message of deps.settings.value.unseen) this.#notice(message)
    deps.audience.onChange(() => {
      if (deps.audience.windows > 0 && deps.settings.value.unseen.length > 0)
        void deps.settings.change((old) => ({ ...old, unseen: [] })).catch(() => undefined)
    })
  }

  /** Whoever says to be the tray is asked about too: that changes nothing. `server` is null for what is about no one server. `said` are sentences without full stops. */
  async change(asker: Asker, server: string | null, said: string[], make: () => Promise<void>): Promise<void> {
    const { settings, requests } = this.#deps
    if (asker.kind !== 'window' && settings.value.confirmCli && said.length > 0)
      await requests.ask(server, said, asker.gone)
    await this.announce(asker, server, said, make)
  }

  /** As `change`, without asking. */
  async announce(asker: Asker, server: string | null, said: string[], make: () => Promise<void>): Promise<void> {
    await make()
    if (asker.kind === 'window' || said.length === 0) return
    const what = server === null ? announced : `${announced} what ${server} may do`
    await this.#tell(`${what}: ${said.join('. ')}.`)
  }

  async #tell(message: string): Promise<void> {
    const { settings, audience } = this.#deps
    this.#notice(message)
    if (audience.windows > 0) return
    await settings
      .change((old) => ({ ...old, unseen: [...old.unseen, message].slice(-maxUnseen) }))
      .catch(() => undefined)
  }

  #notice(message: string): void {
    this.#deps.notices.add({
      level: 'warning',
      message,
      hint: 'If it was not you, look at the grants of the server. A program with a shell can run belljar too.',
    })
  }
}
