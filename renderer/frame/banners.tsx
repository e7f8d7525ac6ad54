import { act } from '../act.ts'
import { tryNow } from '../connection.ts'
import type { Notice } from '../../shared/domain.ts'
import { useMirror } from '../store/store.ts'
import { Ago } from '../ui/ago.tsx'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { clock } from '../words/times.ts'
import { GrantRequests } from './grant-requests.tsx'
import { RuntimeBar } from './runtime-bar.tsx'

const noNotices: Notice[] = []
const looks: Record<Notice['level'], { className: string; icon: IconName; mark: string }> = {
  info: { className: 'banner', icon: 'held', mark: 'stopped' },
  warning: { className: 'banner denied', icon: 'denied', mark: 'denied' },
  error: { className: 'banner failed', icon: 'failed', mark: 'failed' },
}

/** Across the top of the page: what concerns the whole of Belljar. At most two notices at once, newest first. */
export function Banners() {
  const notices = useMirror((state) => state.snapshot?.notices ?? noNotices)
  const runtime = useMirror((state) => state.snapshot?.runtime)
  return (
    <>
      <LinkBanner />
      <GrantRequests />
      {runtime && <RuntimeBar runtime={runtime} />}
      {[...notices]
        .sort((a, b) => b.at - a.at)
        .slice(0, 2)
        .map((notice) => {
          const { className, icon, mark } = looks[notice.level]
          return (
            <div key={notice.id} className={className} role={notice.level === 'error' ? 'alert' : 'status'}>
              <Icon name={icon} mark={mark} />
              <p>
                <b>
                  <Plain text={notice.message} />
                </b>{' '}
                {notice.hint && <Plain text={notice.hint} />}
              </p>
              <span className="row">
                <Button small bare onClick={() => void act('app.dismiss', { id: notice.id })}>
                  Dismiss
                </Button>
              </span>
            </div>
          )
        })}
    </>
  )
}

function LinkBanner() {
  const link = useMirror((state) => state.link)
  const lostAt = useMirror((state) => state.lostAt)
  if (link === 'open' || link === 'connecting') return null
  const seen = lostAt !== null && (
    <>
      {' '}
      What you see is from {clock(lostAt)}
      {/* It changes each second, which nobody wants to hear. */}
      <span aria-hidden="true">
        , <Ago at={lostAt} />
      </span>
      .
    </>
  )
  return (
    <div className="banner" role="status">
      <Icon name="pause" mark="stopped" />
      <p>
        {link === 'refused' ? (
          <>
            <b>This tab is no longer let in.</b> Belljar was started anew with another address: open the one that it
            printed.
          </>
        ) : link === 'quit' ? (
          <>
            <b>Stale view: Belljar was quit.</b>
            {seen} This window goes on when it is started again.
          </>
        ) : (
          <>
            <b>Stale view, trying again.</b>
            {seen} Nothing can be changed until Belljar answers.
          </>
        )}
      </p>
      <span className="row">
        <Button small onClick={tryNow}>
          Try now
        </Button>
      </span>
    </div>
  )
}
