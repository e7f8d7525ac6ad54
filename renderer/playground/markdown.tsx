import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { safeText } from '../words/hidden.ts'

/** Text of a server as Markdown: no HTML, no picture from anywhere, links only to where a browser or a mail program opens them. */
export default function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown" tabIndex={0} role="region" aria-label="Result">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        skipHtml
        urlTransform={(url) => (/^(https:\/\/|mailto:)/i.test(url) ? url : '')}
        components={{
          a: ({ href, children }) =>
            href ? (
              <a className="link" href={href} target="_blank" rel="noreferrer noopener" title={href}>
                {children}
              </a>
            ) : (
              <span>{children}</span>
            ),
          img: ({ alt, src }) => <span className="quiet">[picture: {alt || String(src ?? '') || 'no name'}]</span>,
          input: ({ checked }) => (
            <input
              type="checkbox"
              checked={checked ?? false}
              readOnly
              disabled
              aria-label={checked ? 'done' : 'to do'}
            />
          ),
          // They follow the tool's heading; servers skip levels as they like.
          h1: ({ children }) => <h3>{children}</h3>,
          h2: ({ children }) => <h3>{children}</h3>,
          h3: ({ children }) => <h3>{children}</h3>,
          h4: ({ children }) => <h3>{children}</h3>,
          h5: ({ children }) => <h3>{children}</h3>,
          h6: ({ children }) => <h3>{children}</h3>,
          pre: ({ children }) => (
            <pre className="code" tabIndex={0}>
              {children}
            </pre>
          ),
        }}
      >
        {safeText(text)}
      </ReactMarkdown>
    </div>
  )
}
