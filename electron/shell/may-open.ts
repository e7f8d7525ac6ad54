import { isEditorLink } from '../../shared/editor-link.ts'

/** Without a subject, a text or files that somebody else chose. */
const mail = /^mailto:\w[\w.+-]{0,63}@[a-z\d-]+(?:\.[a-z\d-]+)*$/i

/** Whether a link of the page may be handed to the system: the web over TLS, lines of source code, and mail to one address. */
export function mayOpen(url: string): boolean {
  if (url.length > 2100 || /[\p{Cc}\p{Cf}]/u.test(url)) return false
  if (isEditorLink(url) || mail.test(url)) return true
  try {
    const { protocol, username, password } = new URL(url)
    return protocol === 'https:' && username === '' && password === ''
  } catch {
    return false
  }
}
