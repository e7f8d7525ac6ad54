/** The jar with one module under it: alive once a server is on. The only drawing in the app. */
export function Cloche({ lit }: { lit: boolean }) {
  return (
    <svg className={lit ? 'cloche lit' : 'cloche'} viewBox="0 0 240 268" aria-hidden="true">
      <g className="glass-line">
        <circle cx="120" cy="15" r="8" />
        <path d="M120 23v8" />
        <path d="M36 232V115a84 84 0 0 1 168 0v117" />
        <path d="M52 178V117a68 68 0 0 1 34-59" opacity=".45" />
        <path className="base" d="M12 232h216v8a4 4 0 0 1-4 4H16a4 4 0 0 1-4-4z" />
      </g>
      <path className="module" d="M88 168h20.5a11.5 11.5 0 0 0 23 0H152v64H88z" />
    </svg>
  )
}
