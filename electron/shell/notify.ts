import { Notification } from 'electron'
import type { HostView } from './host-view.ts'
import { newsOfAlerts, newsOfHeld, newsOfRequests, newsOfTraps, type News } from './news.ts'

/** What one server has to say is said once in this time, in ms: a crash loop is one piece of news. */
const quietMs = 60_000

interface Deps {
  host: HostView
  /** The person looks at the window and sees it there. */
  looking(): boolean
  open(to: string): void
}

/** Shows the system's notifications for what wants a look, while the window is not looked at and the settings allow it. */
export function notifyOf({ host, looking, open }: Deps): void {
  const saidAt = new Map<string, number>()
  const say = (kind: string, list: News[]) => {
    if (looking() || host.view?.settings.notify !== true || !Notification.isSupported()) return
    for (const { title, body, to } of list) {
      const key = `${kind} ${title}`
      if (kind !== 'alert' && Date.now() - (saidAt.get(key) ?? 0) < quietMs) continue
      saidAt.set(key, Date.now())
      show(title, body, () => open(to))
    }
  }
  host.onEvent({
    'alerts.changed': (alerts, before) => say('alert', newsOfAlerts(alerts, before.alerts)),
    'traps.added': (traps) => say('trap', newsOfTraps(traps)),
    'grant-requests.changed': (list, before) => say('request', newsOfRequests(list, before.grantRequests)),
    'server.changed': (server, before) =>
      say(
        'held',
        newsOfHeld(
          server,
          before.servers.find(({ id }) => id === server.id),
        ),
      ),
  })
}

/** A click on one that has been collected as garbage would open nothing. */
const shown = new Set<Notification>()

export function show(title: string, body: string, clicked: () => void): void {
  const notification = new Notification({ title, body })
  shown.add(notification)
  notification.on('click', () => {
    shown.delete(notification)
    clicked()
  })
  notification.on('close', () => shown.delete(notification))
  notification.on('failed', () => shown.delete(notification))
  notification.show()
}
